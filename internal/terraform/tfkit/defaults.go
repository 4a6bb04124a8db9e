package tfkit

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// KeepUnsaid keeps an object that nothing but defaults would replace: the given attributes, truth values that cannot be changed,
// are left out of the configuration, and the object has something else than their defaults. That is so for what comes from
// another provider with other defaults, and a replacement loses what hangs on the object, such as bindings. The plan then
// changes nothing and warns; a value that is written down still replaces the object.
func KeepUnsaid(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, object Object, attributes ...string) {
	if req.State.Raw.IsNull() || req.Plan.Raw.IsNull() {
		return
	}
	kept := req.Plan
	type unsaid struct {
		attribute      string
		stands, wanted types.Bool
	}
	var found []unsaid
	for _, attribute := range attributes {
		var written, stands, planned types.Bool
		at := path.Root(attribute)
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, at, &written)...)
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, at, &stands)...)
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, at, &planned)...)
		if written.IsNull() && !stands.IsNull() && !stands.Equal(planned) {
			found = append(found, unsaid{attribute, stands, planned})
			resp.Diagnostics.Append(kept.SetAttribute(ctx, at, stands)...)
		}
	}
	if resp.Diagnostics.HasError() || len(found) == 0 || !kept.Raw.Equal(req.State.Raw) {
		return
	}
	resp.Plan = kept
	for _, each := range found {
		resp.Diagnostics.AddAttributeWarning(path.Root(each.attribute), fmt.Sprintf("%s = %s stays at %s", each.attribute, each.stands, object.DisplayName),
			fmt.Sprintf("The configuration leaves %[1]s out, which is %[1]s = %[3]s for a new one, and this one has %[1]s = %[2]s. It cannot be "+
				"changed, and is not replaced for a default.\n\nWrite %[1]s = %[2]s to keep it without this warning, or %[1]s = %[3]s to have it "+
				"replaced.", each.attribute, each.stands, each.wanted))
	}
}
