package tfkit

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// StringSet is a set of what the broker lists. Its list may name a thing more than once, which no set does: RabbitMQ keeps tags as
// they were written, "a, a" as two tags "a".
func StringSet(listed []string) types.Set {
	elements := make([]attr.Value, 0, len(listed))
	for _, text := range slices.Compact(slices.Sorted(slices.Values(listed))) {
		elements = append(elements, types.StringValue(text))
	}
	return types.SetValueMust(types.StringType, elements)
}
