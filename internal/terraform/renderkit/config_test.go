package renderkit

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

type outer struct {
	Name  *string            `tfsdk:"name"`
	Named map[string]*string `tfsdk:"named"`
	Inner []inner            `tfsdk:"inner"`
}

type inner struct {
	Port *int     `tfsdk:"port"`
	Tags []string `tfsdk:"tags"`
}

// TestDecodeCountsUnknownAsNotGiven: elements of a list keep their index, whatever is not yet known of the others.
func TestDecodeCountsUnknownAsNotGiven(t *testing.T) {
	s := schema.Schema{
		Attributes: map[string]schema.Attribute{"name": RequiredString("a"), "named": schema.MapAttribute{Optional: true, ElementType: types.StringType}},
		Blocks: map[string]schema.Block{"inner": Repeated("b", Parts{Attributes: map[string]schema.Attribute{
			"port": OptionalInt("c"), "tags": OptionalStrings("d"),
		}})},
	}
	of := func(port, tags any) tftypes.Value {
		return tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"port": tftypes.Number, "tags": tftypes.List{ElementType: tftypes.String}}},
			map[string]tftypes.Value{"port": tftypes.NewValue(tftypes.Number, port), "tags": tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, tags)})
	}
	list := tftypes.List{ElementType: of(nil, nil).Type()}
	named := tftypes.Map{ElementType: tftypes.String}
	raw := tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": tftypes.String, "named": named, "inner": list}}, map[string]tftypes.Value{
		"name": tftypes.NewValue(tftypes.String, tftypes.UnknownValue),
		"named": tftypes.NewValue(named, map[string]tftypes.Value{
			"": tftypes.NewValue(tftypes.String, "y"), "a.b": tftypes.NewValue(tftypes.String, tftypes.UnknownValue),
		}),
		"inner": tftypes.NewValue(list, []tftypes.Value{
			tftypes.NewValue(list.ElementType, tftypes.UnknownValue),
			of(tftypes.UnknownValue, []tftypes.Value{tftypes.NewValue(tftypes.String, tftypes.UnknownValue), tftypes.NewValue(tftypes.String, "x")}),
		}),
	})
	var diags diag.Diagnostics
	got, unknown := Decode[outer](t.Context(), tfsdk.Config{Schema: s, Raw: raw}, &diags)
	if diags.HasError() {
		t.Fatal(diags)
	}
	if got.Name != nil || len(got.Inner) != 2 || got.Inner[1].Port != nil || len(got.Inner[1].Tags) != 2 || got.Inner[1].Tags[1] != "x" {
		t.Errorf("got %+v", got)
	}
	if len(got.Named) != 2 || got.Named["a.b"] != nil || *got.Named[""] != "y" {
		t.Errorf("got %+v", got.Named)
	}
	at, second := loadbalancer.Path{}, loadbalancer.Path{}.Field("inner").Item(1)
	for _, test := range []struct {
		path loadbalancer.Path
		want string
		open bool
	}{
		{at.Field("name"), "name", true},
		{at.Field("named"), "named", true},
		{at.Field("named").Field("a.b"), `named["a.b"]`, true},
		{at.Field("named").Field(""), `named[""]`, false},
		{at.Field("inner").Item(0).Field("port"), "inner[0].port", true},
		{second.Field("port"), "inner[1].port", true},
		{second.Field("tags").Item(0), "inner[1].tags[0]", true},
		{second.Field("tags").Item(1), "inner[1].tags[1]", false},
	} {
		if settled := len(Settled([]loadbalancer.Problem{{Path: test.path}}, unknown)) == 1; settled == test.open {
			t.Errorf("%s: unknown should be %v", test.path, test.open)
		}
		if got := AttributePath(t.Context(), s, test.path).String(); got != test.want {
			t.Errorf("the path of %s is %s", test.want, got)
		}
	}
}
