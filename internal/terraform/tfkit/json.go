package tfkit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// ParseObject reads a JSON object with its numbers exact. Null and unknown are an empty object.
func ParseObject(value jsontypes.Normalized) (map[string]any, error) {
	out := map[string]any{}
	if value.IsNull() || value.IsUnknown() {
		return out, nil
	}
	decoder := json.NewDecoder(strings.NewReader(value.ValueString()))
	decoder.UseNumber()
	if err := decoder.Decode(&out); err != nil {
		return nil, fmt.Errorf("it is not a JSON object; write it with jsonencode({ ... }): %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) || out == nil {
		return nil, errors.New("it is not one JSON object; write it with jsonencode({ ... })")
	}
	return out, nil
}

// FormatObject writes what the broker has as JSON. An object that means the same as the prior value keeps the prior
// spelling, and nothing at all is null unless the user wrote an empty object.
func FormatObject(object map[string]any, prior jsontypes.Normalized) jsontypes.Normalized {
	if before, err := ParseObject(prior); err == nil && !prior.IsNull() && SameJSON(before, object) {
		return prior
	}
	if len(object) == 0 {
		return jsontypes.NewNormalizedNull()
	}
	text, err := json.Marshal(object)
	if err != nil {
		// What was decoded from JSON can be encoded as JSON.
		return jsontypes.NewNormalizedNull()
	}
	return jsontypes.NewNormalizedValue(string(text))
}

// SameJSON compares decoded JSON objects.
func SameJSON(a, b map[string]any) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

// ReplaceIfJSONDiffers plans a replacement when the meaning of a JSON attribute changes, not when only its spelling
// does. The ignored keys may change freely.
func ReplaceIfJSONDiffers(ignored ...string) planmodifier.String {
	const says = "Another meaning replaces the object; another spelling of the same does not."
	return stringplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			before, errBefore := ParseObject(jsontypes.Normalized{StringValue: req.StateValue})
			after, errAfter := ParseObject(jsontypes.Normalized{StringValue: req.PlanValue})
			for _, key := range ignored {
				delete(before, key)
				delete(after, key)
			}
			resp.RequiresReplace = errBefore != nil || errAfter != nil || req.PlanValue.IsUnknown() || !SameJSON(before, after)
		}, says, says)
}
