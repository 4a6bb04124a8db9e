package vhost

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := statusAttributes()
	attributes["name"] = schema.StringAttribute{
		Required: true, MarkdownDescription: "Name, such as `/`.", Validators: []validator.String{tfkit.ObjectName()},
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A virtual host, whoever made it. One that does not exist is an error.",
		Attributes:          attributes,
	}
}

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The virtual hosts that the provider's user may see: all with the tag `administrator` or `monitoring`, with " +
			"other tags those in which it has permissions.",
		Attributes: map[string]schema.Attribute{
			"vhosts": tfkit.ComputedObjects("The virtual hosts, sorted by name.", statusAttributes()),
		},
	}
}

func statusAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":          tfkit.ComputedString("`name`, percent-encoded."),
		"name":        tfkit.ComputedString("Name."),
		"description": tfkit.ComputedString("Description; empty if there is none."),
		"tags":        tfkit.ComputedStrings("Tags, sorted."),
		"default_queue_type": tfkit.ComputedString("Type of queues that are declared without one; null where none is set, and before " +
			"RabbitMQ 3.11."),
		"tracing":                 tfkit.ComputedBool("Whether the firehose tracer is on."),
		"protected_from_deletion": tfkit.ComputedBool("Whether the broker refuses to delete it; null before RabbitMQ 4.0.6."),
		"node_states": schema.MapAttribute{
			Computed: true, ElementType: types.StringType,
			MarkdownDescription: "State by the name of the node, such as `running` or `stopped`. A node that is down is missing.",
		},
		"messages": tfkit.ComputedInt64("Number of messages in all queues, ready and unacknowledged, as of the broker's last statistics (about " +
			"five seconds old); null while there are none."),
		"messages_ready":          tfkit.ComputedInt64("Number of those that wait for a consumer."),
		"messages_unacknowledged": tfkit.ComputedInt64("Number of those that a consumer has and did not acknowledge."),
	}
}
