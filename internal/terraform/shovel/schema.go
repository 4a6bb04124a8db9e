package shovel

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-validators/objectvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"id":              tfkit.IDAttribute("vhost/name"),
		"vhost":           tfkit.VhostAttribute(),
		"name":            tfkit.NameAttribute("Name."),
		"definition_json": runtimeparameter.OtherAttribute(),
	}
	maps.Copy(attributes, runtimeparameter.Attributes(topology.ShovelKeys()))
	resp.Schema = schema.Schema{
		MarkdownDescription: "A dynamic shovel: it takes messages from a queue or an exchange on one broker and sends them to another, " +
			"or to another place on the same, and starts again automatically when one of them fails.\n\n" +
			"Needs the plugin `rabbitmq_shovel` on every node. What is left out is not set, and RabbitMQ's own value applies. A change " +
			"starts the shovel again, in place. Settings that contradict each other, or that the broker's version does not know, are errors of the plan. An existing one is not taken over unless the provider has `adopt_existing`.",
		Attributes: attributes,
		Blocks: map[string]schema.Block{
			"source":      block("Where messages are taken from.", source),
			"destination": block("Where messages are sent to.", destination),
		},
	}
}

func block(description string, e end) schema.SingleNestedBlock {
	return schema.SingleNestedBlock{
		MarkdownDescription: description + " Required.",
		Validators:          []validator.Object{objectvalidator.IsRequired()},
		Attributes:          e.attributes(),
	}
}

// attributes are those within the block of one end.
func (e end) attributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		"uris": runtimeparameter.URIsAttribute("Addresses of the broker, one for each of its nodes. With `amqp091` the shovel takes one of " +
			"them, and another one when that fails; with `amqp10` and `local` it takes the first. For `amqp10` the virtual host is not a path: " +
			"`amqp://user:password@host:5672?hostname=vhost:NAME`. For `local` only user, password and " +
			"virtual host count, and without a user it is `guest`. Key `" + e.prefix + "uri`."),
		"protocol": schema.StringAttribute{
			Optional: true,
			Computed: true,
			Default:  stringdefault.StaticString(topology.AMQP091),
			MarkdownDescription: "Protocol: `amqp091` (AMQP 0-9-1, the default), `amqp10` (AMQP 1.0; the plugin `rabbitmq_amqp1_0` " +
				"on a RabbitMQ before 4.0 at the other end), or `local` from RabbitMQ 4.2, without a connection within the cluster. Key `" +
				e.prefix + "protocol`.",
		},
	}
	maps.Copy(attributes, runtimeparameter.Attributes(e.keys))
	return attributes
}
