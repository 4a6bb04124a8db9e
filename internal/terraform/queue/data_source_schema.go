package queue

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const aboutStatus = "Values that change on their own are as fresh as the broker's statistics: about five seconds old, and null for a queue that " +
	"was not measured yet or whose node is down. Such values belong in `check` blocks rather than into resources, which would " +
	"change with them."

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := statusAttributes()
	attributes["vhost"] = tfkit.SearchedVhost()
	attributes["name"] = schema.StringAttribute{
		Required: true, MarkdownDescription: "Name of the queue.", Validators: []validator.String{tfkit.EntityName()},
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A queue, whoever declared it, with what the broker changes: leader, members, state, messages, the policy that " +
			"holds. A queue that does not exist is an error; one whose node is down is shown as `down`.\n\n" + aboutStatus,
		Attributes: attributes,
	}
}

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The queues of a virtual host, or of all that the provider's user may see, with what the broker changes. " +
			"Their `id` is what an `import` block of `rabbitmqha_queue` takes.\n\n" + aboutStatus,
		Attributes: map[string]schema.Attribute{
			"vhost": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Virtual host. Default: all.", Validators: []validator.String{tfkit.ObjectName()},
			},
			"pattern": schema.StringAttribute{
				Optional: true, Validators: []validator.String{tfkit.NamePattern()},
				MarkdownDescription: "Regular expression that the names must match, as the `pattern` of a policy and as the function " +
					"`policy_matches` takes it. Default: all names.",
			},
			"queues": tfkit.ComputedObjects("The queues, sorted by virtual host and name.", statusAttributes()),
		},
	}
}

func statusAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":          tfkit.ComputedString("`vhost/name`, each part percent-encoded."),
		"vhost":       tfkit.ComputedString("Virtual host."),
		"name":        tfkit.ComputedString("Name."),
		"type":        tfkit.ComputedString("`quorum`, `classic`, `stream`, or the word of a plugin."),
		"durable":     tfkit.ComputedBool("Whether it survives a restart of the broker."),
		"auto_delete": tfkit.ComputedBool("Whether the broker deletes it when its last consumer is gone."),
		"exclusive":   tfkit.ComputedBool("Whether it belongs to one connection and goes with it."),
		"arguments":   tfkit.ComputedString("Its arguments but for the type, as JSON (`jsondecode`); numbers are exact."),
		"state": tfkit.ComputedString("The broker's word: `running`, `down` (its node is), `minority` (from RabbitMQ 4.0), `crashed`, " +
			"`stopped`, or `live` for one that was not measured; null while the broker does not say."),
		"leader": tfkit.ComputedString("Node of the leader, or of a classic queue that is not mirrored; null while there is none."),
		"members": tfkit.ComputedStrings("Nodes that hold a replica, sorted. A classic queue has one; of a mirrored one (before " +
			"RabbitMQ 4.0) the broker names the leader and the mirrors that run, and drops a mirror that is down. Null while the broker " +
			"does not tell, as of a stream without a majority before RabbitMQ 4.0."),
		"online": tfkit.ComputedStrings("Those of `members` that run, sorted. A quorum queue or stream works while they are a majority."),
		"synchronised": tfkit.ComputedStrings("Of a mirrored classic queue: the nodes whose copy is complete, its leader among them, sorted. " +
			"Only these can take over without losing messages. Null for every other queue."),
		"messages":                tfkit.ComputedInt64("Number of messages, ready and unacknowledged."),
		"messages_ready":          tfkit.ComputedInt64("Number of messages that wait for a consumer."),
		"messages_unacknowledged": tfkit.ComputedInt64("Number of messages that a consumer has and did not acknowledge."),
		"consumers":               tfkit.ComputedInt64("Number of consumers."),
		"policy":                  tfkit.ComputedString("Name of the policy that applies; null if none matches."),
		"operator_policy":         tfkit.ComputedString("Name of the operator policy that applies; null if none matches."),
		"effective_policy": tfkit.ComputedString("What the two policies come to together, as JSON (`jsondecode`): what the broker acts on. `{}` " +
			"if there is none."),
	}
}
