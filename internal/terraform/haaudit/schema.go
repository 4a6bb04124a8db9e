package haaudit

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Which queues would not survive the loss of one node, what else of the cluster depends on a single node, and why. " +
			"It is read again in every plan. In a `check` block its findings are warnings; a `postcondition` of the data source stops the " +
			"plan. Each finding is about the present state of the cluster: a queue of three members of which one is offline does not survive the " +
			"loss of another.\n\n" +
			"The provider's user needs the tag `monitoring` or `administrator`; with `monitoring` also permissions, which may be empty, in every virtual host that it checks: it cannot see into others.\n\n## Codes\n\n" + codeTable(),
		Attributes: map[string]schema.Attribute{
			"vhost": schema.StringAttribute{
				Optional: true, Validators: []validator.String{tfkit.ObjectName()},
				MarkdownDescription: "Virtual host whose queues, policies and exchanges are looked at. All when left out. The cluster and its " +
					"nodes are looked at either way.",
			},
			"pattern": schema.StringAttribute{
				Optional: true, Validators: []validator.String{tfkit.NamePattern()},
				MarkdownDescription: "Regular expression that the names of the queues looked at match, as the function `policy_matches` takes " +
					"it. All queues when left out.",
			},
			"ignore": schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				MarkdownDescription: "Codes of findings to leave out. They do not count for `survives_one_node` either.",
				Validators:          []validator.Set{setvalidator.ValueStringsAre(stringvalidator.OneOf(codes()...))},
			},
			"survives_one_node": tfkit.ComputedBool("Whether all that was looked at works now, and goes on without loss when any one node is " +
				"lost: there is no finding of severity `error`."),
			"findings": tfkit.ComputedObjects(fmt.Sprintf("The findings, errors first, then by `kind`, virtual host and name; at "+
				"most %d.", availability.MostFindings), findingAttributes()),
			"table": tfkit.ComputedString("The findings, and what to do about them, as a text for outputs and error messages; it fits a terminal of " +
				"100 columns, and shows 100 findings."),
			"errors":            tfkit.ComputedInt64("How many findings are errors."),
			"warnings":          tfkit.ComputedInt64("How many findings are warnings."),
			"ignored":           tfkit.ComputedInt64("How many findings were left out for their code."),
			"findings_left_out": tfkit.ComputedInt64("How many findings are not in `findings` because there are more than 1000. The other numbers count them."),
			"queues":            tfkit.ComputedInt64("How many queues were looked at."),
			"queues_at_risk":    tfkit.ComputedInt64("How many of them have a finding of severity `error`."),
			"exclusive_queues": tfkit.ComputedInt64("How many exclusive queues were left out. Each belongs to one connection and ends with it, " +
				"wherever it is."),
		},
	}
}

func findingAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"severity": tfkit.ComputedString("`error`: something does not work, or stops or loses messages when one node is lost. `warning`: something " +
			"that makes this likelier, or that takes more than one node."),
		"code":  tfkit.ComputedString("Code of the finding, from the table above."),
		"kind":  tfkit.ComputedString("What the finding is about: `cluster`, `node`, `deprecated_feature`, `policy`, `exchange` or `queue`."),
		"vhost": tfkit.ComputedString("Its virtual host; null for what is in none."),
		"name":  tfkit.ComputedString("Its name; null for the cluster."),
		"nodes": tfkit.ComputedStrings("Nodes, sorted. For an error of a queue that works, those whose loss it does not survive; for other " +
			"findings those that it is about."),
		"summary": tfkit.ComputedString("What is wrong, as a sentence."),
		"action":  tfkit.ComputedString("What to do about it."),
	}
}

// codes are the codes of all rules.
func codes() []string {
	var out []string
	for _, rule := range availability.Rules() {
		out = append(out, string(rule.Code))
	}
	return out
}

// codeTable is the rules as a table in Markdown.
func codeTable() string {
	var out strings.Builder
	out.WriteString("| Code | Severity | Meaning | What to do |\n|---|---|---|---|\n")
	for _, rule := range availability.Rules() {
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s |\n", rule.Code, rule.Severity, rule.Meaning, rule.Action)
	}
	return out.String()
}
