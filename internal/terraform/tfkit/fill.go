package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// Fill writes the state of an object that the broker has not been asked for in a read: one of a list, or one that is
// moved here from another provider. read takes the object over into the model of its resource.
func Fill[Model, Object any](read func(ctx context.Context, model *Model, object Object) diag.Diagnostics,
) func(context.Context, *tfsdk.State, Object) diag.Diagnostics {
	return func(ctx context.Context, state *tfsdk.State, object Object) diag.Diagnostics {
		var model Model
		diags := Get(ctx, *state, &model)
		if diags.HasError() {
			return diags
		}
		diags.Append(read(ctx, &model, object)...)
		diags.Append(Set(ctx, state, model)...)
		return diags
	}
}
