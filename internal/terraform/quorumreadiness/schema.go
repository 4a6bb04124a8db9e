package quorumreadiness

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/conversion"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Which classic queues can become quorum queues, what stands in the way of the others, and what changes for their clients. " +
			"It changes nothing.\n\n" +
			"A conversion in place keeps virtual host, name and bindings, and clients stay connected: publishers of the whole cluster are held back " +
			"for a moment, the messages moved to another queue, and back when the queue has been exchanged for a quorum queue. The findings say what " +
			"has to be prepared for that. The provider itself does not convert yet.\n\n" +
			"A queue is judged as it is at the moment: a client may connect after it. What a broker does not tell is not judged: which clients declare " +
			"a queue, who publishes to it (HTTP publishing included), and whether messages carry an `expiration`.\n\n" +
			"The provider's user needs the tag `monitoring` or `administrator`; with `monitoring` also permissions, which may be empty, in the virtual " +
			"hosts: it cannot see into others. Without an `erlang` block in the provider, and before RabbitMQ 3.11 without the tag `administrator`, no " +
			"queue is `ready`, since something is not known then.\n\n## Codes\n\n" + codeTable(),
		Attributes: map[string]schema.Attribute{
			"vhost": schema.StringAttribute{
				Optional: true, Validators: []validator.String{tfkit.ObjectName()},
				MarkdownDescription: "Virtual host whose queues are judged. All when left out.",
			},
			"pattern": schema.StringAttribute{
				Optional: true, Validators: []validator.String{tfkit.NamePattern()},
				MarkdownDescription: "Regular expression that the names of the queues judged match, as the function `policy_matches` takes it. All queues " +
					"when left out.",
			},
			"drop_priorities": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether queues may lose their priorities (`x-max-priority`). Default `false`: such a queue is `blocked`.",
			},
			"queues": tfkit.ComputedObjects("The classic queues, by virtual host and name.", queueAttributes()),
			"table": tfkit.ComputedString("The findings, and what to do about them, as a text for outputs and error messages; it fits a terminal of 100 " +
				"columns, and shows 100 queues."),
			"ready":              tfkit.ComputedInt64("How many queues are `ready`."),
			"ready_with_changes": tfkit.ComputedInt64("How many queues are `ready_with_changes`."),
			"unknown":            tfkit.ComputedInt64("How many queues are `unknown`."),
			"blocked":            tfkit.ComputedInt64("How many queues are `blocked`."),
		},
	}
}

func queueAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"vhost": tfkit.ComputedString("Its virtual host."),
		"name":  tfkit.ComputedString("Its name."),
		"verdict": tfkit.ComputedString("`ready`: nothing stands in the way, and nothing changes but the type. `ready_with_changes`: nothing stands in the way, and " +
			"the findings say what changes. `unknown`: nothing that is known stands in the way, and the findings say what is not known. `blocked`: something " +
			"stands in the way."),
		"findings": tfkit.ComputedObjects("What was found, in the order of the table above.", map[string]schema.Attribute{
			"code":    tfkit.ComputedString("Code of the finding, from the table above."),
			"verdict": tfkit.ComputedString("The verdict that it leads to."),
			"summary": tfkit.ComputedString("What was found, as a sentence about the queue, its virtual host or a node."),
			"action":  tfkit.ComputedString("What to do about it."),
		}),
		"quorum_arguments": tfkit.ComputedString("The arguments of the quorum queue that takes its place, as JSON: what clients that declare it have to say. Of an " +
			"argument that stands in the way it says nothing."),
		"clients": tfkit.ComputedObjects("The connections that consume from it, by name.", map[string]schema.Attribute{
			"connection": tfkit.ComputedString("Name of the connection."),
			"protocol":   tfkit.ComputedString("Its protocol, such as `AMQP 0-9-1`; null where the broker does not tell."),
			"user":       tfkit.ComputedString("User who is logged in; null where the broker does not tell."),
			"client":     tfkit.ComputedString("What the client says of itself: product, version, and the name of the connection. Null where it says nothing."),
			"consumers":  tfkit.ComputedInt64("How many consumers it has on the queue."),
		}),
		"messages": tfkit.ComputedInt64("How many messages it holds; null where the broker does not tell."),
		"expected_pause": tfkit.ComputedFloat64("Seconds for which publishers of the whole cluster would be held back, with the order of messages kept: half a second, and a " +
			"second for each thousand messages, as measured on two busy processors. Null where the number of messages is not known."),
	}
}

// codeTable is the rules as a table in Markdown.
func codeTable() string {
	var out strings.Builder
	out.WriteString("| Code | Verdict | Meaning | What to do |\n|---|---|---|---|\n")
	for _, rule := range conversion.Rules() {
		fmt.Fprintf(&out, "| `%s` | `%s` | %s | %s |\n", rule.Code, rule.Verdict, rule.Meaning, rule.Action)
	}
	return out.String()
}
