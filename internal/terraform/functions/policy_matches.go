package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

type policyMatches struct{}

func newPolicyMatches() function.Function { return policyMatches{} }

func (policyMatches) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "policy_matches"
}

func (policyMatches) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Reports whether a policy's pattern matches a name",
		MarkdownDescription: "Reports whether the pattern of a policy matches the name of a queue or exchange, as the broker would: by " +
			"Erlang's regular expressions (PCRE), on the bytes of the name, anywhere in it unless the pattern begins with `^` and ends " +
			"in `$`. The empty pattern matches every name. Which of several matching policies applies is decided by `priority` and " +
			"`apply_to`, not here.\n\n" +
			"Terraform's own `regex` speaks another language, without look-ahead (`^(?!amq\\\\.)`) among others. This function was " +
			"compared with Erlang/OTP 25, 27 and 29. What it cannot judge without a broker is an error that says so: recursion, conditions, " +
			"`\\K`, Unicode properties, the flags `x` and `m`, references by name, and what old and new releases of Erlang answer differently.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "pattern",
				MarkdownDescription: "The pattern, as `rabbitmqha_policy` takes it.",
			},
			function.StringParameter{
				Name:                "name",
				MarkdownDescription: "The name of a queue or exchange.",
			},
		},
		Return: function.BoolReturn{},
	}
}

func (policyMatches) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text, name string
	if resp.Error = req.Arguments.Get(ctx, &text, &name); resp.Error != nil {
		return
	}
	pattern, err := topology.NewPattern(text)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	matches, err := pattern.Matches(name)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, matches)
}
