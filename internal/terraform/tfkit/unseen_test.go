package tfkit

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestUnseenChangesAreSaid(t *testing.T) {
	block := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"queue": tftypes.String}}
	form := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": tftypes.String, "expires": tftypes.Number, "source": block}}
	object := func(name, queue any) tftypes.Value {
		return tftypes.NewValue(form, map[string]tftypes.Value{
			"name": tftypes.NewValue(tftypes.String, name), "expires": tftypes.NewValue(tftypes.Number, nil),
			"source": tftypes.NewValue(block, map[string]tftypes.Value{"queue": tftypes.NewValue(tftypes.String, queue)}),
		})
	}
	nothing := tftypes.NewValue(form, nil)
	for name, test := range map[string]struct {
		state, plan tftypes.Value
		want        string
	}{
		"empty is written":      {object("a", nil), object("a", ""), `source.queue changes from nothing to ""`},
		"empty is taken away":   {object("", "q"), object(nil, "q"), `name changes from "" to nothing`},
		"another text is shown": {object("", "a"), object("b", "c"), ""},
		"not known yet":         {object("", nil), object(tftypes.UnknownValue, tftypes.UnknownValue), ""},
		"nothing changes":       {object("", nil), object("", nil), ""},
		"creation":              {nothing, object("", ""), ""},
		"destruction":           {object("", ""), nothing, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			warnOfUnseenChanges(test.state, test.plan, &diags)
			got := ""
			for _, d := range diags {
				got += d.Summary()
			}
			if got != test.want || diags.HasError() {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
