package functions

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

type nodeHost struct{}

func newNodeHost() function.Function { return nodeHost{} }

func (nodeHost) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "node_host"
}

func (nodeHost) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Tells the host of a node",
		MarkdownDescription: "Returns the host part of a node's name: `rabbit1` of `rabbit@rabbit1`. A node is reached there by the other " +
			"nodes, which resolve that name; where it is reached by clients is up to its listeners (`address` in the data source " +
			"`rabbitmqha_cluster`).",
		Parameters: []function.Parameter{function.StringParameter{
			Name:                "node",
			MarkdownDescription: "Name of a node, such as `rabbit@rabbit1` or `rabbit@rabbit1.example.com`.",
		}},
		Return: function.StringReturn{},
	}
}

func (nodeHost) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var node string
	if resp.Error = req.Arguments.Get(ctx, &node); resp.Error != nil {
		return
	}
	name, err := erlang.ParseNodeName(node)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, fmt.Sprintf("This is no name of a node, such as rabbit@rabbit1: %v.", err))
		return
	}
	resp.Error = resp.Result.Set(ctx, name.Host())
}
