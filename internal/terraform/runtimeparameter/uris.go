package runtimeparameter

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// URIs are the elements of a list of URIs; nil if one of them is not known yet.
func URIs(list types.List) []string {
	if list.IsUnknown() {
		return nil
	}
	out := []string{}
	for _, element := range list.Elements() {
		text, _ := element.(types.String)
		if text.IsUnknown() {
			return nil
		}
		out = append(out, text.ValueString())
	}
	return out
}

// ReadURIs is the list that the broker has under the given key, which it takes out of from. A single URI may stand there
// by itself.
func ReadURIs(from map[string]any, key string) types.List {
	value := from[key]
	if text, ok := value.(string); ok {
		value = []any{text}
	}
	uris, ok := value.([]any)
	if !ok {
		return types.ListNull(types.StringType)
	}
	delete(from, key)
	elements := make([]attr.Value, len(uris))
	for i, uri := range uris {
		text, _ := uri.(string)
		elements[i] = types.StringValue(text)
	}
	return types.ListValueMust(types.StringType, elements)
}
