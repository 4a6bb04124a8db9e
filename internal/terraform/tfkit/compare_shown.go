package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// shown is a value as an error may show it.
func shown(ctx context.Context, state tfsdk.State, at path.Path, value tftypes.Value) string {
	const most = 300
	switch {
	case isSensitive(ctx, state, at):
		return "(sensitive value)"
	case value.IsNull():
		return "nothing"
	}
	form, diags := state.Schema.TypeAtPath(ctx, at)
	if diags.HasError() {
		return "(no value of the schema)"
	}
	read, err := form.ValueFromTerraform(ctx, value)
	if err != nil {
		return "(no value of the schema)"
	}
	text := read.String()
	if len(text) > most {
		return text[:most] + "..."
	}
	return text
}

// isSensitive reports whether an attribute or one that it is in is sensitive.
func isSensitive(ctx context.Context, state tfsdk.State, at path.Path) bool {
	for ; !at.Equal(path.Empty()); at = at.ParentPath() {
		attribute, diags := state.Schema.AttributeAtPath(ctx, at)
		if !diags.HasError() && attribute.IsSensitive() {
			return true
		}
	}
	return false
}
