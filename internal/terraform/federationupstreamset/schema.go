package federationupstreamset

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A federation upstream set: several upstreams (`rabbitmqha_federation_upstream`) that a `rabbitmqha_policy` " +
			"links to at once, by `federation_upstream_set`, each with settings of its own where the set says otherwise.\n\n" +
			"Needs the plugin `rabbitmq_federation` on every node. The set `all` is RabbitMQ's own: every upstream of the virtual host. " +
			"An existing one is not taken over unless the provider has `adopt_existing`.",
		Attributes: map[string]schema.Attribute{
			"id":    tfkit.IDAttribute("vhost/name"),
			"vhost": tfkit.VhostAttribute(),
			"name":  tfkit.NameAttribute("Name, which policies refer to; not `all`."),
		},
		Blocks: map[string]schema.Block{
			"upstream": schema.ListNestedBlock{
				MarkdownDescription: "One upstream of the set, in the order that the broker keeps; at least one. An upstream may be there " +
					"twice, for two exchanges. One that does not exist is passed over until it does.",
				Validators:   []validator.List{listvalidator.IsRequired()},
				NestedObject: schema.NestedBlockObject{Attributes: upstreamAttributes()},
			},
		},
	}
}

// upstreamAttributes are those of one block.
func upstreamAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		"name": schema.StringAttribute{
			Required: true, MarkdownDescription: "Name of the upstream, in the same virtual host.",
			Validators: []validator.String{tfkit.ObjectName()},
		},
		"definition_json": runtimeparameter.OtherAttribute(),
	}
	maps.Copy(attributes, runtimeparameter.Attributes(topology.FederationKeys()))
	return attributes
}
