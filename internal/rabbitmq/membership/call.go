package membership

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// function is a function with its arguments.
type function struct {
	module, name string
	args         []erlang.Term
}

func fn(module, name string, args ...erlang.Term) function {
	return function{module: module, name: name, args: args}
}

func (f function) String() string { return fmt.Sprintf("%s:%s/%d", f.module, f.name, len(f.args)) }

// ask calls the first of the functions that the node has: the newest release's comes first. Which one that was is
// remembered, so that the others are asked for once.
func (c *Cluster) ask(ctx context.Context, node string, choices ...function) (erlang.Term, error) {
	type question struct{ node, newest string }
	key := question{node, choices[0].String()}
	order := choices
	if known, ok := c.known.Load(key); ok {
		at := max(0, slices.IndexFunc(choices, func(f function) bool { return f.String() == known }))
		order = slices.Concat(choices[at:], choices[:at])
	}
	var answer erlang.Term
	var err error
	for _, f := range order {
		if answer, err = c.caller.Call(ctx, node, f.module, f.name, f.args...); !erlang.IsUndef(err) {
			if err == nil && len(choices) > 1 {
				c.known.Store(key, f.String())
			}
			return answer, err
		}
	}
	return nil, err
}

// do is ask for functions that answer ok, {ok, ...} or something else, which becomes an *AnswerError.
func (c *Cluster) do(ctx context.Context, node string, choices ...function) error {
	answer, err := c.ask(ctx, node, choices...)
	if err == nil && !succeeded(answer) {
		return &AnswerError{Node: node, Call: choices[0].String(), Answer: answer}
	}
	return err
}

// together runs functions side by side and returns the first error in their order.
func together(tasks ...func() error) error {
	problems := make([]error, len(tasks))
	var all sync.WaitGroup
	for i, task := range tasks {
		all.Go(func() { problems[i] = task() })
	}
	all.Wait()
	for _, err := range problems {
		if err != nil {
			return err
		}
	}
	return nil
}

// into returns a task that asks and, where that went well, reads the answer.
func (c *Cluster) into(ctx context.Context, node string, read func(erlang.Term), choices ...function) func() error {
	return func() error {
		answer, err := c.ask(ctx, node, choices...)
		if err == nil {
			read(answer)
		}
		return err
	}
}
