package haproxyconfig

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// TestEveryAttributeReachesTheDomain sets one attribute after the other and sees the domain's model change.
func TestEveryAttributeReachesTheDomain(t *testing.T) {
	computed := map[string]bool{"config": true, "config_sensitive": true, "config_sha256": true, "endpoints": true, "server_names": true, "warnings": true}
	config := func(from any) any {
		var diags diag.Diagnostics
		m, _ := renderkit.Decode[model](t.Context(), kit.Configuration(t, NewDataSource(), from.(object)), &diags) //nolint:forcetypeassert // the outermost is an object
		if diags.HasError() {
			t.Fatal(diags)
		}
		return m.config()
	}
	seen := 0
	var walk func(name string, of tftypes.Type, wrap func(any) any)
	walk = func(name string, of tftypes.Type, wrap func(any) any) {
		var set, empty any
		switch of := of.(type) {
		case tftypes.Object:
			for attribute, inner := range of.AttributeTypes {
				if name == "" && computed[attribute] {
					continue
				}
				walk(name+"."+attribute, inner, func(v any) any { return wrap(object{attribute: v}) })
			}
			return
		case tftypes.List:
			if _, block := of.ElementType.(tftypes.Object); block {
				walk(name+"[0]", of.ElementType, func(v any) any { return wrap(list{v}) })
				return
			}
			set = list{"x"}
		default:
			switch {
			case of.Is(tftypes.Bool):
				set = true
			case of.Is(tftypes.Number):
				set = 7
			default:
				set = "x"
			}
		}
		seen++
		if reflect.DeepEqual(config(wrap(set)), config(wrap(empty))) {
			t.Errorf("%s is lost", name)
		}
	}
	walk("", kit.Configuration(t, NewDataSource(), object{}).Raw.Type(), func(v any) any { return v })
	if seen < 80 {
		t.Errorf("only %d attributes", seen)
	}
}
