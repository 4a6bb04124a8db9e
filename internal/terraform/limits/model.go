package limits

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// unlimited is a number that the broker takes for no limit.
const unlimited = -1

// model is the state of either resource: whose the limits are, and each by its attribute, null for none.
type model struct {
	owner  string
	limits map[string]types.Int64
}

// get reads a plan or a state.
func (k kind) get(ctx context.Context, from interface {
	GetAttribute(context.Context, path.Path, any) diag.Diagnostics
}, diags *diag.Diagnostics,
) model {
	var owner types.String
	diags.Append(from.GetAttribute(ctx, path.Root(k.owner), &owner)...)
	out := model{owner: owner.ValueString(), limits: map[string]types.Int64{}}
	for _, each := range k.limits {
		var value types.Int64
		diags.Append(from.GetAttribute(ctx, path.Root(each.attribute), &value)...)
		out.limits[each.attribute] = value
	}
	return out
}

// set writes a state.
func (k kind) set(ctx context.Context, state *tfsdk.State, m model) diag.Diagnostics {
	diags := state.SetAttribute(ctx, path.Root("id"), tfkit.JoinID(m.owner))
	diags.Append(state.SetAttribute(ctx, path.Root(k.owner), m.owner)...)
	for _, each := range k.limits {
		diags.Append(state.SetAttribute(ctx, path.Root(each.attribute), m.limits[each.attribute])...)
	}
	return diags
}

// read takes over what the broker has.
func (k kind) read(owner string, values map[string]json.Number) model {
	out := model{owner: owner, limits: map[string]types.Int64{}}
	for _, each := range k.limits {
		out.limits[each.attribute] = value(values, each.name)
	}
	return out
}

// changes are the limits that differ, in the order of the documentation.
func (k kind) changes(from, to model) []limit {
	var changed []limit
	for _, each := range k.limits {
		if !to.limits[each.attribute].Equal(from.limits[each.attribute]) {
			changed = append(changed, each)
		}
	}
	return changed
}

// Connections is the limit of connections among those that the broker has; null for none.
func Connections(values map[string]json.Number) types.Int64 {
	return value(values, maxConnections.name)
}

// Channels is the limit of channels of a user among those that the broker has; null for none.
func Channels(values map[string]json.Number) types.Int64 { return value(values, maxChannels.name) }

// value never turns what it cannot read into 0, which would be a limit that lets nobody in. What is too great for a state
// is the greatest number; what is no integer does not limit anything (rabbit_vhost_limit).
func value(values map[string]json.Number, name string) types.Int64 {
	text, set := values[name]
	if !set {
		return types.Int64Null()
	}
	number, err := text.Int64()
	if errors.Is(err, strconv.ErrSyntax) {
		number = unlimited
	}
	return types.Int64Value(number)
}
