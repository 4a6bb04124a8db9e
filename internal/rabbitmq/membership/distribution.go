package membership

import (
	"context"
	"errors"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Distribution is a Caller over Erlang's own protocol. It keeps one connection a node, and makes a new one where it was
// lost. It may be used concurrently.
type Distribution struct {
	dialer *erlang.Dialer

	mu    sync.Mutex
	links map[string]*link
}

// link is the connection to one node. While one caller connects, the others wait for it.
type link struct {
	connecting turn
	conn       *erlang.Conn
}

// NewDistribution returns a Caller that connects by the dialer.
func NewDistribution(dialer *erlang.Dialer) *Distribution {
	return &Distribution{dialer: dialer, links: map[string]*link{}}
}

// Call runs a function on the node. Errors are *erlang.ConnectError and *erlang.CallError. A call on a connection that
// turns out to be lost is made once more on a new one, but only where it cannot have begun.
func (d *Distribution) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	conn, fresh, err := d.connect(ctx, node)
	if err != nil {
		return nil, err
	}
	answer, err := conn.Call(ctx, module, function, args...)
	var failed *erlang.CallError
	if !fresh && ctx.Err() == nil && conn.Err() != nil && errors.As(err, &failed) && !failed.MayRun {
		if conn, _, err = d.connect(ctx, node); err != nil {
			return nil, err
		}
		return conn.Call(ctx, module, function, args...)
	}
	return answer, err
}

// connect returns the connection that stands, or a fresh one.
func (d *Distribution) connect(ctx context.Context, node string) (conn *erlang.Conn, fresh bool, err error) {
	l, err := d.link(node)
	if err != nil {
		return nil, false, err
	}
	if err := l.connecting.take(ctx); err != nil {
		return nil, false, &erlang.ConnectError{Node: node, Step: erlang.StepDial, Err: err}
	}
	defer l.connecting.giveBack()
	if l.conn != nil && l.conn.Err() == nil {
		return l.conn, false, nil
	}
	conn, err = d.dialer.Connect(ctx, node)
	if err != nil {
		return nil, false, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.links == nil {
		_ = conn.Close()
		return nil, false, erlang.ErrClosed
	}
	l.conn = conn
	return conn, true, nil
}

func (d *Distribution) link(node string) (*link, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.links == nil {
		return nil, erlang.ErrClosed
	}
	l := d.links[node]
	if l == nil {
		l = &link{connecting: make(turn, 1)}
		d.links[node] = l
	}
	return l, nil
}

// Close ends all connections; later calls fail with erlang.ErrClosed.
func (d *Distribution) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var problems []error
	for _, l := range d.links {
		if l.conn != nil {
			problems = append(problems, l.conn.Close())
		}
	}
	d.links = nil
	return errors.Join(problems...)
}
