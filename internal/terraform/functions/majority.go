package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

type majority struct{}

func newMajority() function.Function { return majority{} }

func (majority) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "majority"
}

func (majority) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Tells how many of n members are a majority",
		MarkdownDescription: "Returns how many of `n` members are a majority: 2 of 3, 3 of 4, 3 of 5. As many members of a quorum queue " +
			"or stream must run for it to work, and as many nodes for anything to be declared where Khepri is the metadata store (from " +
			"RabbitMQ 4.3 always). `n - majority(n)` members may be lost.",
		Parameters: []function.Parameter{function.Int64Parameter{
			Name:                "n",
			MarkdownDescription: "Number of all members, at least 1.",
		}},
		Return: function.Int64Return{},
	}
}

func (majority) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var n int64
	if resp.Error = req.Arguments.Get(ctx, &n); resp.Error != nil {
		return
	}
	if n < 1 {
		resp.Error = function.NewArgumentFuncError(0, "There is no majority of fewer than 1 member.")
		return
	}
	resp.Error = resp.Result.Set(ctx, n/2+1)
}
