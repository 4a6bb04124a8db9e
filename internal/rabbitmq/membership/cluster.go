package membership

import (
	"context"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Caller runs functions on nodes. A Caller may be used concurrently.
//
// A function that the node does not have is an error for which erlang.IsUndef holds; a node that cannot be reached is an
// error for which Unreachable holds.
type Caller interface {
	Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error)
	Close() error
}

// Log receives every step when it begins, and again with "took" when it has ended.
type Log func(ctx context.Context, step string, fields map[string]any)

// Cluster runs procedures on the nodes of one cluster. One value serves any number of concurrent procedures: those that
// change the cluster wait for each other.
type Cluster struct {
	caller Caller
	log    Log

	// limitLook is how long a question may take.
	limitLook time.Duration
	// poll is how long a wait lets pass between two looks.
	poll time.Duration
	// quietPeriod is for how long nothing must change where an earlier run may have left a call behind.
	quietPeriod time.Duration
	// convergence is for how long members may disagree while a change of them spreads.
	convergence time.Duration
	// pageSize is how many queues are asked for at once.
	pageSize int
	// changing is held while the set of members changes: two joins at once can each miss the other.
	changing turn
	// starting are the nodes that are between becoming members and running.
	starting nodeSet
	// unsettled are the nodes that may still make a call which changes something, and whose answer was lost.
	unsettled nodeSet
	// known remembers which of several functions a node has, and what it has parsed.
	known   sync.Map
	closing sync.Once
}

// inTurn runs a part of a procedure that must not overlap with another change of the cluster.
func (c *Cluster) inTurn(ctx context.Context, node string, do func() error) error {
	if err := c.changing.take(ctx); err != nil {
		return &StepError{Step: "wait for other changes of the cluster", Node: node, Err: err}
	}
	defer c.changing.giveBack()
	return do()
}

// Option sets something of a Cluster that has a default.
type Option func(*Cluster)

// WithLog sets where steps are told; by default nowhere.
func WithLog(log Log) Option {
	return func(c *Cluster) { c.log = log }
}

// New returns a Cluster whose calls go by way of the caller.
func New(caller Caller, options ...Option) *Cluster {
	const poll, quietPeriod, convergence = 50 * time.Millisecond, 2 * time.Second, 15 * time.Second
	c := &Cluster{
		caller:      caller,
		log:         func(context.Context, string, map[string]any) {},
		poll:        poll,
		quietPeriod: quietPeriod,
		convergence: convergence,
		pageSize:    queuesAtOnce,
		changing:    make(turn, 1),
		limitLook:   limitLook,
	}
	if _, ok := caller.(*Command); ok {
		// Each look costs an Erlang machine.
		c.limitLook, c.poll = limitLookByCommand, time.Second
	}
	for _, option := range options {
		option(c)
	}
	return c
}

// Close ends the caller's connections.
func (c *Cluster) Close() (err error) {
	c.closing.Do(func() { err = c.caller.Close() })
	return err
}

// turn is a lock that one can stop waiting for.
type turn chan struct{}

func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (t turn) giveBack() { <-t }
