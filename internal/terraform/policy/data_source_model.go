package policy

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// listModel is the state of rabbitmqha_policies.
type listModel struct {
	Vhost            types.String  `tfsdk:"vhost"`
	Policies         []listedModel `tfsdk:"policies"`
	OperatorPolicies []listedModel `tfsdk:"operator_policies"`
}

type listedModel struct {
	ID         string  `tfsdk:"id"`
	Vhost      string  `tfsdk:"vhost"`
	Name       string  `tfsdk:"name"`
	Pattern    string  `tfsdk:"pattern"`
	ApplyTo    string  `tfsdk:"apply_to"`
	Priority   int64   `tfsdk:"priority"`
	Definition *string `tfsdk:"definition"`
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"id":         tfkit.ComputedString("`vhost/name`, each part percent-encoded."),
		"vhost":      tfkit.ComputedString("Virtual host."),
		"name":       tfkit.ComputedString("Name."),
		"pattern":    tfkit.ComputedString("Regular expression that the names of queues and exchanges must match (function `policy_matches`)."),
		"apply_to":   tfkit.ComputedString("`all`, `queues`, `exchanges`, and from RabbitMQ 3.12 `classic_queues`, `quorum_queues`, `streams`."),
		"priority":   tfkit.ComputedInt64("Of several that match, only the one with the highest applies."),
		"definition": tfkit.ComputedString("Definition, as JSON (`jsondecode`), by the broker's keys; numbers are exact."),
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "The policies and operator policies of a virtual host, or of all that the provider's user may see. Their `id` is " +
			"what an `import` block of `rabbitmqha_policy` or `rabbitmqha_operator_policy` takes. Which of them apply to a queue is shown by " +
			"the data source `rabbitmqha_queue`.",
		Attributes: map[string]schema.Attribute{
			"vhost": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Virtual host. Default: all.", Validators: []validator.String{tfkit.ObjectName()},
			},
			"policies":          tfkit.ComputedObjects("The policies, sorted by virtual host and name.", attributes),
			"operator_policies": tfkit.ComputedObjects("The operator policies, sorted by virtual host and name.", attributes),
		},
	}
}

// listed turns what the broker tells into what Terraform shows.
func listed(policies []management.Policy) []listedModel {
	out := make([]listedModel, len(policies))
	for i, policy := range policies {
		out[i] = listedModel{
			ID:         tfkit.JoinID(policy.Vhost, policy.Name),
			Vhost:      policy.Vhost,
			Name:       policy.Name,
			Pattern:    policy.Pattern,
			ApplyTo:    policy.ApplyTo,
			Priority:   policy.Priority,
			Definition: tfkit.JSONOf(policy.Definition),
		}
	}
	slices.SortFunc(out, func(a, b listedModel) int {
		return cmp.Or(strings.Compare(a.Vhost, b.Vhost), strings.Compare(a.Name, b.Name))
	})
	return out
}
