package runtimeparameter

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
)

// ParseJSON reads any JSON value with its numbers exact.
func ParseJSON(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, errors.New("it is not JSON; write it with jsonencode(...)")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more after the end of the JSON value")
	}
	return value, nil
}

// FormatJSON writes what the broker has as JSON. What means the same as the prior value keeps the prior spelling.
func FormatJSON(value any, prior jsontypes.Normalized) jsontypes.Normalized {
	if before, err := ParseJSON(prior.ValueString()); err == nil && meansSame(before, value, true) {
		return prior
	}
	text, err := json.Marshal(value)
	if err != nil {
		// What was decoded from JSON can be encoded as JSON.
		return jsontypes.NewNormalizedNull()
	}
	return jsontypes.NewNormalizedValue(string(text))
}

// meansSame compares decoded JSON in the broker's eyes: it writes 1e3 as 1.0e3, and turns an object into a list of pairs
// before it looks at it, which makes an empty one an empty list. That happens to the outermost alone.
func meansSame(a, b any, outermost bool) bool {
	switch a := a.(type) {
	case json.Number:
		b, ok := b.(json.Number)
		return ok && sameNumber(a.String(), b.String())
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !meansSame(a[i], b[i], false) {
				return false
			}
		}
		return true
	case map[string]any:
		if outermost {
			b, _ = AsObject(b)
		}
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for name, value := range a {
			if other, ok := b[name]; !ok || !meansSame(value, other, false) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a, b)
}

// sameNumber compares integers exactly, and floats as the broker keeps them. To it 1 and 1.0 are two things.
func sameNumber(a, b string) bool {
	const float = ".eE"
	if a == b || !strings.ContainsAny(a, float) || !strings.ContainsAny(b, float) {
		return a == b
	}
	left, errLeft := strconv.ParseFloat(a, 64)
	right, errRight := strconv.ParseFloat(b, 64)
	return errLeft == nil && errRight == nil && left == right
}
