package tfkit

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Record writes an object to the state that the broker now has, as Create and Update do when they have written it.
//
// Terraform taints what Create returns together with an error, and the next apply deletes it and makes it again: a virtual
// host with all that is in it, even one that was taken over. So nothing that goes wrong from here on is an error: what the
// plan left to the broker and nobody has read (see FillUnknown) is null, until the next plan reads it.
func Record[Model any](ctx context.Context, c *Cluster, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
	object Object, model Model,
) {
	c.RecordIdentity(ctx, identity, diags, object.Names...)
	diags.Append(Set(ctx, state, model)...)
	known, err := tftypes.Transform(state.Raw, func(_ *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if !value.IsKnown() {
			return tftypes.NewValue(value.Type(), nil), nil
		}
		return value, nil
	})
	if err == nil {
		state.Raw = known
	}
}

// RecordIdentity is SetIdentity for an object that was written: what is wrong with its identity does not taint it.
func (c *Cluster) RecordIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics, pairs ...string) {
	var found diag.Diagnostics
	c.SetIdentity(ctx, identity, &found, pairs...)
	for _, each := range found {
		diags.AddWarning(each.Summary(), each.Detail())
	}
}

// FillUnknown completes a plan by what the broker was read to have. Only what the plan left to the broker is taken over:
// Terraform refuses a state that differs from its plan, and taints it.
func FillUnknown[Model any](plan *Model, from Model) {
	target, source := reflect.ValueOf(plan).Elem(), reflect.ValueOf(from)
	for i := range target.NumField() {
		if value, ok := target.Field(i).Interface().(attr.Value); ok && value.IsUnknown() {
			target.Field(i).Set(source.Field(i))
		}
	}
}

// AddUnfinished warns that something could not be done about an object after it was written. what is in the infinitive:
// "read it back".
func AddUnfinished(diags *diag.Diagnostics, object Object, what string, err error) {
	var found diag.Diagnostics
	AddError(&found, "Could not "+what+" after the "+object.DisplayName+" was written", err)
	for _, each := range found {
		diags.AddWarning(each.Summary(), each.Detail()+"\n\nThe "+object.DisplayName+" is in the state, and the next plan shows what is left to do.")
	}
}
