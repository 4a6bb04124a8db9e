package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Timeouts is the block that bounds a resource's operations. What it is left out for takes at most the given time,
// such as "5m".
func Timeouts(ctx context.Context, opts timeouts.Opts, standard string) schema.Block {
	describe := func(operation string) string {
		return "How long to " + operation + ", such as `30s` or `10m`. Default `" + standard + "`."
	}
	opts.CreateDescription = describe("create")
	opts.UpdateDescription = describe("update")
	opts.DeleteDescription = describe("delete, as applied before the deletion")
	block := timeouts.Block(ctx, opts)
	if nested, ok := block.(schema.SingleNestedBlock); ok {
		nested.MarkdownDescription = "Longest times for whole operations. The provider's `timeout` also limits each request."
		return nested
	}
	return block
}
