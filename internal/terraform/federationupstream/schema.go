package federationupstream

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"id":    tfkit.IDAttribute("vhost/name"),
		"vhost": tfkit.VhostAttribute(),
		"name":  tfkit.NameAttribute("Name, which policies and upstream sets refer to."),
		"uris": runtimeparameter.URIsAttribute("Addresses of the upstream, one for each of its nodes. A link takes one of them, and " +
			"another one when that fails."),
		"definition_json": runtimeparameter.OtherAttribute(),
	}
	maps.Copy(attributes, runtimeparameter.Attributes(topology.FederationKeys()))
	resp.Schema = schema.Schema{
		MarkdownDescription: "A federation upstream: another broker, from which federated exchanges and queues get messages. It does " +
			"nothing on its own: a `rabbitmqha_policy` with `federation_upstream`, `federation_upstream_set` or " +
			"`federation_upstream_pattern` says what is federated.\n\n" +
			"Needs the plugin `rabbitmq_federation` on every node. What is left out is not set, and RabbitMQ's own value applies. A change " +
			"starts the links again. An existing one is not taken over unless the provider has `adopt_existing`.",
		Attributes: attributes,
	}
}
