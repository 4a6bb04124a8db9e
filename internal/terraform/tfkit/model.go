package tfkit

import (
	"context"
	"fmt"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The framework fills structs by itself, but compiles a regular expression for every field of them, every time, to check
// its tag (framework 1.19, internal/reflect). In a plan of thousands of objects that is most of what a provider costs.
// Here the tags of a model are read once. The framework still does all the rest.

// Get reads a whole configuration, plan or state into a model: a struct whose exported fields are values of the
// framework, each tagged with its attribute. Of a resource that does not exist the model stays unchanged.
func Get[Model any](ctx context.Context, from interface {
	Get(context.Context, any) diag.Diagnostics
}, model *Model,
) diag.Diagnostics {
	var object types.Object
	diags := from.Get(ctx, &object)
	if diags.HasError() || object.IsNull() {
		return diags
	}
	attributes, target := object.Attributes(), reflect.ValueOf(model).Elem()
	names := attributesOf(target.Type())
	if len(names) != len(attributes) {
		diags.Append(misfit(target.Type(), fmt.Sprintf("it has %d fields for %d attributes", len(names), len(attributes))))
		return diags
	}
	for i, name := range names {
		value, field := attributes[name], target.Field(i)
		if reflect.TypeOf(value) != field.Type() {
			diags.Append(misfit(target.Type(), fmt.Sprintf("its field for %q takes no %T", name, value)))
			return diags
		}
		if checked, ok := value.(xattr.ValidateableAttribute); ok {
			var resp xattr.ValidateAttributeResponse
			checked.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: path.Root(name)}, &resp)
			diags.Append(resp.Diagnostics...)
		}
		field.Set(reflect.ValueOf(value))
	}
	return diags
}

// Set writes a model to the state whole.
func Set(ctx context.Context, state *tfsdk.State, model any) diag.Diagnostics {
	source := reflect.ValueOf(model)
	values := map[string]tftypes.Value{}
	for i, name := range attributesOf(source.Type()) {
		value, ok := source.Field(i).Interface().(attr.Value)
		if !ok {
			return diag.Diagnostics{misfit(source.Type(), fmt.Sprintf("its field for %q holds no value of the framework", name))}
		}
		raw, err := value.ToTerraformValue(ctx)
		if err != nil {
			return diag.Diagnostics{misfit(source.Type(), fmt.Sprintf("its field for %q: %v", name, err))}
		}
		values[name] = raw
	}
	form := state.Schema.Type().TerraformType(ctx)
	if err := tftypes.ValidateValue(form, values); err != nil {
		return diag.Diagnostics{misfit(source.Type(), err.Error())}
	}
	state.Raw = tftypes.NewValue(form, values)
	return nil
}

// modelAttributes holds the answers of attributesOf: a slice of names for each type of model.
var modelAttributes sync.Map

// attributesOf are the names of the attributes that the fields of a model are for, in the order of the fields. What is
// no struct has none.
func attributesOf(model reflect.Type) []string {
	if known, ok := modelAttributes.Load(model); ok {
		if names, ok := known.([]string); ok {
			return names
		}
	}
	var names []string
	if model.Kind() == reflect.Struct {
		for field := range model.Fields() {
			names = append(names, field.Tag.Get("tfsdk"))
		}
	}
	modelAttributes.Store(model, names)
	return names
}

func misfit(model reflect.Type, how string) diag.Diagnostic {
	return diag.NewErrorDiagnostic("A model does not fit its schema",
		fmt.Sprintf("%s: %s. This is a fault of the provider: please report it.", model, how))
}
