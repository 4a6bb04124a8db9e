package policy

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: r.kind.about,
		Attributes: map[string]schema.Attribute{
			"id":       tfkit.IDAttribute("vhost/name"),
			"vhost":    tfkit.VhostAttribute(),
			"name":     tfkit.NameAttribute("Name."),
			"pattern":  PatternAttribute(),
			"priority": PriorityAttribute(),
			"apply_to": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString("all"),
				MarkdownDescription: "What the policy applies to: `all` (the default), `queues`, `exchanges`; from RabbitMQ 3.12 also " +
					"`classic_queues`, `quorum_queues`, `streams`.",
			},
			"definition_json": schema.StringAttribute{
				CustomType:    jsontypes.NormalizedType{},
				Optional:      true,
				PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling()},
				MarkdownDescription: "Keys of plugins, which `definition` does not have, as a JSON object: " +
					"`jsonencode({ \"shards-per-node\" = 2 })`. Values keep their type: `\"42\"` is a string, `42` an integer.",
			},
		},
		Blocks: map[string]schema.Block{
			"definition": schema.SingleNestedBlock{
				MarkdownDescription: "What the policy sets, by RabbitMQ's own keys. Only what is written here is set: a key that someone " +
					"else adds is shown by the next plan and removed. RabbitMQ applies a policy to a queue only if the queue's type takes " +
					"every key of it: the plan fails if no queue that `apply_to` selects takes all of them, and warns if a key has no effect " +
					"because of another one, or if classic or quorum queues go without a key that would work on them. Streams that are left " +
					"out, and quorum queues that a mirroring policy leaves out, are expected and not reported.",
				Attributes: r.kind.definitionAttributes(),
			},
		},
	}
}

// PatternAttribute is the pattern of a policy of any kind. The rules of topology judge it.
func PatternAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		Required: true,
		MarkdownDescription: "Erlang (PCRE) regular expression, matched anywhere in a name: `^celery` for names that begin with it, " +
			"`^orders$` for that name alone, `\"\"` for every name. In HCL a backslash is written twice: `\"^reporting\\\\.\"`.",
	}
}

// PriorityAttribute is the priority of a policy of any kind.
func PriorityAttribute() schema.Int64Attribute {
	return schema.Int64Attribute{
		Optional: true,
		Computed: true,
		Default:  int64default.StaticInt64(0),
		MarkdownDescription: "Of the policies that match a name, the one with the greatest number applies. Default 0; may be negative. " +
			"Among equals the broker chooses: give policies that overlap different priorities.",
	}
}

func (k kind) definitionAttributes() map[string]schema.Attribute {
	out := map[string]schema.Attribute{}
	for _, key := range k.keys {
		out[key.Attribute] = tfkit.TypedAttribute(key.Kind, k.describe(key))
	}
	return out
}

// describe adds to a key's description its name at the broker, where it works, and from when on. An end without a
// beginning is part of the description already.
func (k kind) describe(key topology.PolicyKey) string {
	text := key.Description + " Key `" + key.Name + "`, for " + targets(key)
	if versions := k.versions(key); !versions.Since.IsZero() {
		text += "; " + versions.String()
	}
	return text + "."
}

// targets names the things that a key has an effect on.
func targets(key topology.PolicyKey) string {
	words := map[topology.QueueType]string{
		topology.Classic: "classic queues", topology.Quorum: "quorum queues", topology.Stream: "streams",
	}
	var out []string
	for _, queueType := range key.Types {
		out = append(out, words[queueType])
	}
	if key.Exchanges {
		out = append(out, "exchanges")
	}
	return strings.Join(out, ", ")
}
