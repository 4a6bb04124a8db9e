package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Timeouts is the attribute that bounds a resource's operations. What it is left out for takes at most the given time,
// such as "5m".
func Timeouts(ctx context.Context, opts timeouts.Opts, standard string) schema.Attribute {
	describe := func(operation string) string {
		return "How long to " + operation + ", such as `30s` or `10m`. Default `" + standard + "`."
	}
	opts.CreateDescription = describe("create")
	opts.UpdateDescription = describe("update")
	opts.DeleteDescription = describe("delete, as applied before the deletion")
	attribute := timeouts.Attributes(ctx, opts)
	if nested, ok := attribute.(schema.SingleNestedAttribute); ok {
		nested.MarkdownDescription = "Longest times for whole operations. The provider's `timeout` bounds each request besides."
		return nested
	}
	return attribute
}
