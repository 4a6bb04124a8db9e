package membership

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Command is a Caller for those who cannot open distribution: it runs rabbitmqctl where that can, behind ssh, kubectl or
// docker. It may be used concurrently. A call takes about a second, since an Erlang machine is started for it; calls to a node
// that are made at the same moment share one (see shared).
//
// It runs "rabbitmqctl eval EXPRESSION". The arguments travel as base64 of the external term format, and the result comes
// back the same way between two marks, so that one decoder and one set of procedures serve both transports. The
// alternative, the commands' own output with --formatter json, has no rabbitmqctl command for much of what is asked, and
// differs by release: on 3.10 it holds ANSI colours, and text that no JSON parser takes may stand before it.
//
// The expression is an argument and not the standard input: rabbitmqctl of 4.0 hangs reading that, and 4.3 crashes. It
// holds names of nodes, virtual hosts and queues; the cookie is rabbitmqctl's own business and passes nowhere here.
type Command struct {
	argv  []string
	shell bool

	// gatherFor is how long the first call waits for others.
	gatherFor time.Duration

	mu sync.Mutex
	// gathering are the runs that have not begun, by node.
	gathering map[erlang.NodeName]*shared
}

// NewCommand returns a Caller that runs argv, which must end in rabbitmqctl and its options, with what it is to do
// appended. {node} stands for the node's name and {host} for what is behind the @ in it:
//
//	ssh {host} sudo rabbitmqctl
//	kubectl exec {host} -- rabbitmqctl
//	docker exec {host} rabbitmqctl -n {node}
//
// Where one of the words is ssh, what is appended is quoted for the shell at the other end, which ssh hands its words to
// as one line. What stands for {node} and {host} needs no quotes: erlang.ParseNodeName lets nothing pass that means something
// to a shell, or that is an option.
func NewCommand(argv []string) *Command {
	isSSH := func(word string) bool { return filepath.Base(word) == "ssh" }
	return &Command{
		argv: slices.Clone(argv), shell: slices.ContainsFunc(argv, isSSH), gatherFor: gatherFor, gathering: map[erlang.NodeName]*shared{},
	}
}

// Close implements Caller; there is nothing to close.
func (c *Command) Close() error { return nil }

// Call runs a function on the node by rabbitmqctl. Its errors are those of Distribution, and *CommandError where the
// command failed for reasons of its own.
func (c *Command) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	if len(c.argv) == 0 {
		return nil, errors.New("no command is given by which nodes are reached")
	}
	name, err := erlang.ParseNodeName(node)
	if err != nil {
		return nil, &erlang.ConnectError{Node: node, Step: erlang.StepName, Err: err}
	}
	expression, err := callExpression(module, function, args)
	if err != nil {
		return nil, fmt.Errorf("write the arguments of %s:%s/%d: %w", module, function, len(args), err)
	}
	failed := func(err error, mayRun bool) error {
		return &erlang.CallError{Node: node, Module: module, Function: function, Arity: len(args), MayRun: mayRun, Err: err}
	}
	run, at := c.gather(ctx, name, expression)
	select {
	case <-run.ended:
	case <-ctx.Done():
		run.abandon()
		return nil, failed(context.Cause(ctx), true)
	}
	switch {
	case run.problem != nil:
		return nil, failed(run.problem, true)
	case !run.found:
		return nil, commandFailure(node, run.err, run.stdout, run.stderr, failed)
	}
	pair, ok := run.answer.(erlang.Tuple)
	if !ok || len(pair) != 2 {
		return nil, failed(&erlang.DecodeError{Problem: "the command printed " + run.answer.String()}, true)
	}
	if actual, _ := pair[0].(erlang.Atom); string(actual) != node {
		return nil, &erlang.ConnectError{Node: node, Step: erlang.StepName,
			Err: &erlang.NameMismatchError{Want: node, Actual: string(actual)}}
	}
	answers, ok := pair[1].(erlang.List)
	if !ok || at >= len(answers) {
		return nil, failed(&erlang.DecodeError{Problem: "the command printed " + run.answer.String()}, true)
	}
	if bad, ok := erlang.Tagged(answers[at], "badrpc"); ok && len(bad) == 1 {
		return nil, failed(&erlang.BadRPCError{Reason: bad[0]}, false)
	}
	return answers[at], nil
}

// commandLine is the template filled in, and what rabbitmqctl is to do.
func (c *Command) commandLine(node erlang.NodeName, calls []string) []string {
	fill := strings.NewReplacer("{node}", node.String(), "{host}", node.Host())
	argv := make([]string, 0, len(c.argv)+2)
	for _, word := range c.argv {
		argv = append(argv, fill.Replace(word))
	}
	expression := expressionOf(node.String(), calls)
	if c.shell {
		expression = "'" + strings.ReplaceAll(expression, "'", `'\''`) + "'"
	}
	return append(argv, "eval", expression)
}

// The marks around a result: rabbitmqctl and what is before it may print warnings of their own.
const markBegin, markEnd = "[rabbitmqha[", "]rabbitmqha]"

// callExpression begins a call on the node N. It goes by way of rpc on the node itself, so that failures have the shape that
// Distribution sees. Calls of one run work side by side, and their results come together.
func callExpression(module, function string, args []erlang.Term) (string, error) {
	data, err := erlang.Encode(erlang.List(args))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`rpc:async_call(N, %s, %s, binary_to_term(base64:decode("%s")))`,
		erlang.Atom(module), erlang.Atom(function), base64.StdEncoding.EncodeToString(data)), nil
}

// expressionOf makes calls and lists their results. It calls nothing where another node answers, as it does when the command
// line forgets to say which one is meant.
func expressionOf(node string, calls []string) string {
	return fmt.Sprintf(`N = node(), `+
		`R = case N of %s -> [rpc:yield(K) || K <- [%s]]; _ -> another_node end, `+
		`io:put_chars(["%s", base64:encode(term_to_binary({N, R})), "%s\n"]).`,
		erlang.Atom(node), strings.Join(calls, ", "), markBegin, markEnd)
}

var marked = regexp.MustCompile(regexp.QuoteMeta(markBegin) + `([A-Za-z0-9+/=\s]*)` + regexp.QuoteMeta(markEnd))

// readAnswer finds the result in what was printed.
func readAnswer(output string) (answer erlang.Term, found bool, err error) {
	match := marked.FindStringSubmatch(output)
	if match == nil {
		return nil, false, nil
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(match[1]), ""))
	if err == nil {
		answer, err = erlang.Decode(data)
	}
	return answer, true, err
}
