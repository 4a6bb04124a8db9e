package effectivepolicy

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Which policy and which operator policy apply to queues and exchanges, their merged definition, and why another one that matches does not apply. It follows the rules of the broker's version, so that it also works for a queue that is not declared yet. For use in `check` blocks and postconditions.\n\nOne key is enough for a whole policy to be passed over: a quorum " +
			"queue takes nothing of a policy that mirrors, and a stream nothing of one with `max-length`.",
		Attributes: map[string]schema.Attribute{
			"vhost": tfkit.SearchedVhost(),
			"name": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Name of a queue or an exchange; where both exist, both are shown. Exactly one of `name` and " +
					"`pattern` is needed.",
				Validators: []validator.String{
					tfkit.EntityName(), stringvalidator.ExactlyOneOf(path.MatchRoot("name"), path.MatchRoot("pattern")),
				},
			},
			"type": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "`quorum`, `classic`, `stream` or `exchange`: type of `name`, existing or planned. When left out, the type of the " +
					"existing object.",
				Validators: []validator.String{
					stringvalidator.OneOf(string(topology.Quorum), string(topology.Classic), string(topology.Stream), exchange),
					stringvalidator.ConflictsWith(path.MatchRoot("pattern")),
				},
			},
			"pattern": schema.StringAttribute{
				Optional: true, Validators: []validator.String{tfkit.NamePattern()},
				MarkdownDescription: "Regular expression that the names of queues and exchanges must match, as the function `policy_matches` " +
					"takes it; `\"\"` for all.",
			},
			"effects": tfkit.ComputedObjects("Policies that apply to each queue and exchange, sorted by name.", effectAttributes()),
		},
	}
}

func effectAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name":            tfkit.ComputedString("Name of the queue or exchange."),
		"type":            tfkit.ComputedString("The queue's type, or `exchange`."),
		"policy":          tfkit.ComputedString("Name of the policy that applies; null if none does."),
		"operator_policy": tfkit.ComputedString("Name of the operator policy that applies; null if none does."),
		"definition": tfkit.ComputedString("The two merged, as JSON (`jsondecode`), by the broker's keys: of two numbers the " +
			"smaller, of other values the operator's. `{}` if neither applies."),
		"ignored_keys": tfkit.ComputedStrings("Keys of `definition` that do nothing for this type of queue, or for an exchange, on this " +
			"version of RabbitMQ. Keys of plugins are not judged."),
		"passed_over": tfkit.ComputedObjects("Policies that match by pattern and `apply_to`, and do not apply because of keys that this type of "+
			"queue does not support; those of the highest priority first.", map[string]schema.Attribute{
			"policy":   tfkit.ComputedString("Name of the policy."),
			"operator": tfkit.ComputedBool("Whether it is an operator policy."),
			"keys":     tfkit.ComputedStrings("The keys that are not supported."),
		}),
		"tied_with": tfkit.ComputedStrings("Policies that match and have the same priority as the one that applies: which of them applies is " +
			"the broker's choice, and may change."),
	}
}
