package membership

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Command is a Caller for those who cannot open distribution: it runs rabbitmqctl where that can, behind ssh, kubectl or
// docker. It may be used concurrently. A call takes about a second, since each starts an Erlang machine.
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
	return &Command{argv: slices.Clone(argv), shell: slices.ContainsFunc(argv, isSSH)}
}

// Close implements Caller; there is nothing to close.
func (c *Command) Close() error { return nil }

// Call runs a function on the node by rabbitmqctl. Its errors are those of Distribution, and *CommandError where the
// command failed for reasons of its own.
func (c *Command) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	argv, err := c.commandLine(node, module, function, args)
	if err != nil {
		return nil, err
	}
	failed := func(err error, mayRun bool) error {
		return &erlang.CallError{Node: node, Module: module, Function: function, Arity: len(args), MayRun: mayRun, Err: err}
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	// ssh and the like leave children behind that hold our pipes.
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	if ctx.Err() != nil {
		return nil, failed(context.Cause(ctx), true)
	}
	answer, found, problem := readAnswer(stdout.String())
	switch {
	case problem != nil:
		return nil, failed(problem, true)
	case !found:
		return nil, commandFailure(node, err, stdout.String(), stderr.String(), failed)
	}
	pair, ok := answer.(erlang.Tuple)
	if !ok || len(pair) != 2 {
		return nil, failed(&erlang.DecodeError{Problem: "the command printed " + answer.String()}, true)
	}
	if actual, _ := pair[0].(erlang.Atom); string(actual) != node {
		return nil, &erlang.ConnectError{Node: node, Step: erlang.StepName,
			Err: &erlang.NameMismatchError{Want: node, Actual: string(actual)}}
	}
	if bad, ok := erlang.Tagged(pair[1], "badrpc"); ok && len(bad) == 1 {
		return nil, failed(&erlang.BadRPCError{Reason: bad[0]}, false)
	}
	return pair[1], nil
}

// commandLine is the template filled in, and what rabbitmqctl is to do.
func (c *Command) commandLine(node, module, function string, args []erlang.Term) ([]string, error) {
	if len(c.argv) == 0 {
		return nil, errors.New("no command is given by which nodes are reached")
	}
	name, err := erlang.ParseNodeName(node)
	if err != nil {
		return nil, &erlang.ConnectError{Node: node, Step: erlang.StepName, Err: err}
	}
	expression, err := expressionOf(node, module, function, args)
	if err != nil {
		return nil, fmt.Errorf("write the arguments of %s:%s/%d: %w", module, function, len(args), err)
	}
	fill := strings.NewReplacer("{node}", name.String(), "{host}", name.Host())
	argv := make([]string, 0, len(c.argv)+2)
	for _, word := range c.argv {
		argv = append(argv, fill.Replace(word))
	}
	if c.shell {
		expression = "'" + strings.ReplaceAll(expression, "'", `'\''`) + "'"
	}
	return append(argv, "eval", expression), nil
}

// The marks around a result: rabbitmqctl and what is before it may print warnings of their own.
const markBegin, markEnd = "[rabbitmqha[", "]rabbitmqha]"

// expressionOf calls by way of rpc:call on the node itself, so that failures have the shape that Distribution sees. It
// calls nothing where another node answers, as it does when the command line forgets to say which one is meant.
func expressionOf(node, module, function string, args []erlang.Term) (string, error) {
	data, err := erlang.Encode(erlang.List(args))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`N = node(), `+
		`R = case N of %s -> rpc:call(N, %s, %s, binary_to_term(base64:decode("%s"))); _ -> another_node end, `+
		`io:put_chars(["%s", base64:encode(term_to_binary({N, R})), "%s\n"]).`,
		erlang.Atom(node), erlang.Atom(module), erlang.Atom(function), base64.StdEncoding.EncodeToString(data),
		markBegin, markEnd), nil
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
