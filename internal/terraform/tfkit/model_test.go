package tfkit

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type sampleModel struct {
	Name      types.String         `tfsdk:"name"`
	Size      types.Int64          `tfsdk:"size"`
	Flag      types.Bool           `tfsdk:"flag"`
	Items     types.List           `tfsdk:"items"`
	Arguments jsontypes.Normalized `tfsdk:"arguments"`
	Timeouts  timeouts.Value       `tfsdk:"timeouts"`
}

func sampleSchema(t *testing.T) schema.Schema {
	t.Helper()
	return schema.Schema{
		Attributes: map[string]schema.Attribute{
			"name":      schema.StringAttribute{Required: true},
			"size":      schema.Int64Attribute{Optional: true},
			"flag":      schema.BoolAttribute{Optional: true},
			"items":     schema.ListAttribute{Optional: true, ElementType: types.StringType},
			"arguments": schema.StringAttribute{Optional: true, CustomType: jsontypes.NormalizedType{}},
		},
		Blocks: map[string]schema.Block{"timeouts": Timeouts(t.Context(), timeouts.Opts{Create: true}, "5m")},
	}
}

// sampleState is a state in which the given attributes are set and all others null.
func sampleState(t *testing.T, set map[string]any) tfsdk.State {
	t.Helper()
	s := sampleSchema(t)
	form := s.Type().TerraformType(t.Context())
	values := map[string]tftypes.Value{}
	if object, ok := form.(tftypes.Object); ok {
		for name, attribute := range object.AttributeTypes {
			values[name] = tftypes.NewValue(attribute, set[name])
		}
	}
	return tfsdk.State{Schema: s, Raw: tftypes.NewValue(form, values)}
}

func TestModelsAreReadAndWrittenAsTheFrameworkDoes(t *testing.T) {
	for name, set := range map[string]map[string]any{
		"all null": {},
		"all set": {
			"name": "q", "size": 5, "flag": true, "arguments": `{"a": 1}`,
			"items":    []tftypes.Value{tftypes.NewValue(tftypes.String, "a"), tftypes.NewValue(tftypes.String, "b")},
			"timeouts": map[string]tftypes.Value{"create": tftypes.NewValue(tftypes.String, "1m")},
		},
		"all unknown": {
			"name": tftypes.UnknownValue, "size": tftypes.UnknownValue, "flag": tftypes.UnknownValue, "items": tftypes.UnknownValue,
			"arguments": tftypes.UnknownValue, "timeouts": tftypes.UnknownValue,
		},
		"not JSON": {"arguments": "{"},
	} {
		t.Run(name, func(t *testing.T) {
			state := sampleState(t, set)
			var want, got sampleModel
			wanted, diags := state.Get(t.Context(), &want), Get(t.Context(), state, &got)
			if !wanted.Equal(diags) {
				t.Fatalf("%v\nthe framework says %v", diags, wanted)
			}
			if diags.HasError() {
				return
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%+v\nthe framework reads %+v", got, want)
			}
			written := tfsdk.State{Schema: state.Schema, Raw: tftypes.NewValue(state.Raw.Type(), nil)}
			if diags := Set(t.Context(), &written, got); len(diags) > 0 {
				t.Fatal(diags)
			}
			if !written.Raw.Equal(state.Raw) {
				t.Errorf("%s\nwas %s", written.Raw, state.Raw)
			}
		})
	}
}

func TestModelOfWhatDoesNotExistStaysNull(t *testing.T) {
	state := sampleState(t, nil)
	state.RemoveResource(t.Context())
	var model sampleModel
	if diags := Get(t.Context(), state, &model); len(diags) > 0 || !model.Name.IsNull() || !model.Arguments.IsNull() {
		t.Errorf("%+v, %v", model, diags)
	}
}

func TestModelThatDoesNotFitItsSchemaIsAnError(t *testing.T) {
	type short struct {
		Name types.String `tfsdk:"name"`
	}
	type other struct {
		Name, Size, Flag, Items, Arguments types.String
		Timeouts                           int `tfsdk:"timeouts"`
	}
	state := sampleState(t, nil)
	for name, diags := range map[string]diag.Diagnostics{
		"read, too few fields":     Get(t.Context(), state, &short{}),
		"read, no tags":            Get(t.Context(), state, &other{}),
		"written, too few fields":  Set(t.Context(), &state, short{}),
		"written, no value":        Set(t.Context(), &state, other{}),
		"written, no model at all": Set(t.Context(), &state, "model"),
	} {
		if !diags.HasError() {
			t.Errorf("%s: no error", name)
		}
	}
}
