package membership

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// eval runs Erlang expressions on a node, with variables bound, and returns the value of the last one. It is for what would
// otherwise need an answer that is too large, or several calls between which something may change. The text is our own; what is
// not known when it is written comes in by a variable. (erl_scan:string/1, erl_parse:parse_exprs/1, erl_eval:exprs/2).
func (c *Cluster) eval(ctx context.Context, node, text string, variables erlang.List) (erlang.Term, error) {
	expressions, err := c.parsed(ctx, node, text)
	if err != nil {
		return nil, err
	}
	answer, err := c.ask(ctx, node, fn("erl_eval", "exprs", expressions, variables))
	if values, ok := erlang.Tagged(answer, "value"); ok && len(values) > 0 {
		return values[0], err
	}
	// What the expressions throw.
	return answer, err
}

// parsed has a node parse expressions, once.
func (c *Cluster) parsed(ctx context.Context, node, text string) (erlang.Term, error) {
	type source struct{ node, text string }
	if known, ok := c.known.Load(source{node, text}); ok {
		if expressions, ok := known.(erlang.Term); ok {
			return expressions, nil
		}
	}
	// Within a function, so that an answer does not hold all that the expressions bind.
	tokens, err := c.askOK(ctx, node, fn("erl_scan", "string", erlang.Charlist("(fun() -> "+text+" end)().")))
	if err != nil {
		return nil, err
	}
	expressions, err := c.askOK(ctx, node, fn("erl_parse", "parse_exprs", tokens))
	if err == nil {
		c.known.Store(source{node, text}, expressions)
	}
	return expressions, err
}

// askOK is ask for a function that answers {ok, Value, ...}, and returns the value.
func (c *Cluster) askOK(ctx context.Context, node string, f function) (erlang.Term, error) {
	answer, err := c.ask(ctx, node, f)
	if err != nil {
		return nil, err
	}
	values, ok := erlang.Tagged(answer, "ok")
	if !ok || len(values) == 0 {
		return nil, &AnswerError{Node: node, Call: f.String(), Answer: answer}
	}
	return values[0], nil
}
