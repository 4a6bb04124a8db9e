package runtimeparameter

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
)

func TestJSONKeepsItsSpellingWhereTheBrokerMeansTheSame(t *testing.T) {
	for name, test := range map[string]struct{ prior, broker, want string }{
		"order and spaces":        {`{ "b": 1, "a": [1, 2] }`, `{"a":[1,2],"b":1}`, ""},
		"empty object":            {`{}`, `[]`, ""},
		"empty list":              {`[]`, `[]`, ""},
		"empty object within":     {`{"a":{}}`, `{"a":[]}`, `{"a":[]}`},
		"float":                   {`[1e3]`, `[1.0e3]`, ""},
		"another float":           {`1.5`, `1.50001`, `1.50001`},
		"a float is no integer":   {`1000`, `1.0e3`, `1.0e3`},
		"beyond 2^53":             {`9007199254740993`, `9007199254740992`, `9007199254740992`},
		"beyond 2^64":             {`36893488147419103233`, `36893488147419103232`, `36893488147419103232`},
		"text is no number":       {`"42"`, `42`, `42`},
		"another member":          {`{"a":1}`, `{"b":1}`, `{"b":1}`},
		"one more":                {`[1]`, `[1,2]`, `[1,2]`},
		"null":                    {`null`, `null`, ""},
		"an object is no list":    {`{"a":1}`, `[]`, `[]`},
		"nothing known (import)":  {"", `{"a":9007199254740993}`, `{"a":9007199254740993}`},
		"a list of empty objects": {`[{}]`, `[{}]`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			value, err := ParseJSON(test.broker)
			if err != nil {
				t.Fatal(err)
			}
			prior := jsontypes.NewNormalizedNull()
			if test.prior != "" {
				prior = jsontypes.NewNormalizedValue(test.prior)
			}
			want := test.want
			if want == "" {
				want = test.prior
			}
			if got := FormatJSON(value, prior); got.ValueString() != want {
				t.Errorf("%s, want %s", got.ValueString(), want)
			}
		})
	}
}

func TestWhatIsNotJSON(t *testing.T) {
	for _, text := range []string{"", "{", "{} {}", "SECRET", "1 2", "nul"} {
		if value, err := ParseJSON(text); err == nil {
			t.Errorf("%q is %v", text, value)
		} else if text == "SECRET" && err.Error() != "it is not JSON; write it with jsonencode(...)" {
			t.Errorf("%q is repeated: %v", text, err)
		}
	}
}
