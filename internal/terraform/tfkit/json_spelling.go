package tfkit

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// KeepJSONSpelling plans the state's spelling of a JSON attribute where the configuration has another one of the same: a here
// document, other white space, another order of keys. Nothing is to be changed then, and Terraform takes a state that a
// provider prefers to the configuration. In objects the ignored keys may differ.
func KeepJSONSpelling(ignored ...string) planmodifier.String { return keepJSONSpelling(ignored) }

type keepJSONSpelling []string

// Description implements planmodifier.String.
func (keepJSONSpelling) Description(context.Context) string {
	return "Another spelling of the same JSON is no change."
}

// MarkdownDescription implements planmodifier.String.
func (k keepJSONSpelling) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (k keepJSONSpelling) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if !IsSet(req.StateValue) || !IsSet(req.PlanValue) {
		return
	}
	before, knownBefore := k.decode(req.StateValue)
	after, knownAfter := k.decode(req.PlanValue)
	if knownBefore && knownAfter && reflect.DeepEqual(before, after) {
		resp.PlanValue = req.StateValue
	}
}

func (k keepJSONSpelling) decode(text types.String) (value any, ok bool) {
	decoder := json.NewDecoder(strings.NewReader(text.ValueString()))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil || decoder.More() {
		return nil, false
	}
	if object, isObject := value.(map[string]any); isObject {
		for key := range object {
			if slices.Contains(k, key) {
				delete(object, key)
			}
		}
	}
	return value, true
}
