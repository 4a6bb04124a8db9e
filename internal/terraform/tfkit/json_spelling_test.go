package tfkit

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestKeepJSONSpelling(t *testing.T) {
	null, unknown := types.StringNull(), types.StringUnknown()
	for name, test := range map[string]struct {
		state, planned types.String
		kept           bool
	}{
		"here document":       {types.StringValue(`{"a":[1,"b"],"c":{}}`), types.StringValue("{\n  \"c\": {},\n  \"a\": [1, \"b\"]\n}\n"), true},
		"escapes":             {types.StringValue(`"ö/<"`), types.StringValue(`"\u00f6\/\u003c"`), true},
		"a list":              {types.StringValue(`[1]`), types.StringValue(` [ 1 ] `), true},
		"an ignored key":      {types.StringValue(`{"a":1,"old":"x"}`), types.StringValue(`{"a":1}`), true},
		"only an ignored key": {types.StringValue(`{"old":"x"}`), types.StringValue(`{"old":"y"}`), true},
		"great numbers":       {types.StringValue(`9007199254740993`), types.StringValue(`9007199254740992`), false},
		"text for a number":   {types.StringValue(`{"a":1}`), types.StringValue(`{"a":"1"}`), false},
		"order of a list":     {types.StringValue(`[1,2]`), types.StringValue(`[2,1]`), false},
		"an ignored key deep": {types.StringValue(`{"a":{"old":1}}`), types.StringValue(`{"a":{}}`), false},
		"null in the state":   {null, types.StringValue(`{}`), false},
		"null in the plan":    {types.StringValue(`{}`), null, false},
		"not known yet":       {types.StringValue(`{}`), unknown, false},
		"no JSON":             {types.StringValue(`{}`), types.StringValue(`{`), false},
		"two values":          {types.StringValue(`{}`), types.StringValue(`{} {}`), false},
	} {
		t.Run(name, func(t *testing.T) {
			resp := planmodifier.StringResponse{PlanValue: test.planned}
			KeepJSONSpelling("old").PlanModifyString(context.Background(),
				planmodifier.StringRequest{StateValue: test.state, PlanValue: test.planned}, &resp)
			want := test.planned
			if test.kept {
				want = test.state
			}
			if !resp.PlanValue.Equal(want) {
				t.Errorf("planned %s, want %s", resp.PlanValue, want)
			}
		})
	}
}
