package permissions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What a user may do in a virtual host: regular expressions that the names of queues and exchanges must " +
			"match. A user without any permissions in a virtual host cannot connect to it. Destroying the resource takes all three " +
			"away.\n\n" +
			"RabbitMQ gives the user who creates a virtual host full permissions in it. Where that is the provider's user, the resource replaces them without an import.\n\n" +
			"The provider's user needs the tag `administrator`.",
		Attributes: map[string]schema.Attribute{
			"id":    tfkit.IDAttribute("vhost/user"),
			"vhost": tfkit.VhostAttribute(),
			"user":  UserAttribute(),
			"configure": PatternAttribute("Queues and exchanges that the user may declare and delete: `.*` for all, `^orders\\\\.` for those whose " +
				"names begin so, `\"\"` for none."),
			"write": PatternAttribute("Exchanges that the user may publish to, and queues and exchanges that it may bind. The default exchange " +
				"is called `amq.default` here."),
			"read": PatternAttribute("Queues that the user may consume from and purge, and exchanges that it may bind from."),
		},
	}
}

// UserAttribute names the user that permissions are given to.
func UserAttribute() schema.StringAttribute {
	return tfkit.NameAttribute("Name of the user.")
}

// PatternAttribute is one permission. The rules of topology judge it.
func PatternAttribute(description string) schema.StringAttribute {
	return schema.StringAttribute{
		Required: true,
		MarkdownDescription: description + " Erlang (PCRE) regular expression, matched anywhere; from RabbitMQ 4.3.2 (and 4.2.8) 1024 " +
			"bytes at most.",
	}
}
