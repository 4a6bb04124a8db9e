package erlang

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
)

// Call runs Module:Function(Args...) on the node, in a process of its own as Erlang's rpc:call does, and returns what
// it returns. What it prints goes to the node's own console. Errors are of type *CallError.
//
// The call ends for the caller with the context, but goes on in the node.
func (c *Conn) Call(ctx context.Context, module, function string, args ...Term) (Term, error) {
	failed := func(err error, mayRun bool) (Term, error) {
		return nil, &CallError{Node: c.node, Module: module, Function: function, Arity: len(args), MayRun: mayRun, Err: err}
	}
	if ctx.Err() != nil {
		return failed(context.Cause(ctx), false)
	}
	answers := make(chan answer, 1)
	ref, err := c.expect(answers)
	if err != nil {
		return failed(err, false)
	}
	request, err := c.request(ref, Tuple{Atom("call"), Atom(module), Atom(function), List(args), Atom("user")})
	if err != nil {
		c.forget(ref, false)
		return failed(err, false)
	}
	select {
	case c.out <- request:
	case <-ctx.Done():
		c.forget(ref, false)
		return failed(context.Cause(ctx), false)
	case <-c.ended:
		return failed(c.Err(), false)
	}
	select {
	case got := <-answers:
		if got.err != nil {
			return failed(got.err, got.mayRun)
		}
		if bad, ok := Tagged(got.term, "badrpc"); ok && len(bad) == 1 {
			return failed(&BadRPCError{Reason: bad[0]}, false)
		}
		return got.term, nil
	case <-ctx.Done():
		c.forget(ref, true)
		return failed(context.Cause(ctx), true)
	}
}

// expect makes a reference and remembers who waits for it.
func (c *Conn) expect(answers chan<- answer) (Ref, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause != nil {
		return Ref{}, c.cause
	}
	c.lastCall++
	// The first word of a reference has 18 bits in all versions of Erlang.
	const firstBits = 18
	ref := Ref{Node: c.self.Node, Creation: c.self.Creation, Len: 3}
	ref.ID = [maxRefWords]uint32{uint32(c.lastCall & (1<<firstBits - 1)), uint32(c.lastCall >> firstBits)}
	c.calls[ref] = answers
	return ref, nil
}

// forget gives a call up, and its monitor where the node has been asked for one.
func (c *Conn) forget(ref Ref, monitored bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.calls, ref)
	if monitored {
		c.release(ref)
	}
}

// request is what gen:call sends: a monitor, so that we hear of it when there is no rex or it dies, and the call itself,
// whose answer goes to our pid with the same reference.
func (c *Conn) request(ref Ref, call Term) ([]byte, error) {
	monitor, err := appendFrame(nil, Tuple{Int(opMonitor), c.self, rex, ref}, nil)
	if err != nil {
		return nil, err
	}
	frames, err := appendFrame(monitor, Tuple{Int(opRegSend), c.self, Atom(""), rex},
		Tuple{Atom("$gen_call"), Tuple{c.self, ref}, call})
	if err == nil && len(frames) > c.maxMessage {
		err = fmt.Errorf("the arguments take %d bytes, and %d is the limit", len(frames), c.maxMessage)
	}
	return frames, err
}

// release takes a monitor back with the next frame that is sent anyway. The caller holds the lock.
func (c *Conn) release(ref Ref) {
	if frames, err := appendFrame(c.released, Tuple{Int(opDemonitor), c.self, rex, ref}, nil); err == nil {
		c.released = frames
	}
}

// appendFrame appends a message between nodes: a control message and, for some, what it carries.
func appendFrame(buf []byte, control Tuple, payload Term) ([]byte, error) {
	begin := len(buf)
	buf = append(buf, 0, 0, 0, 0, passThrough)
	buf, err := appendTerm(buf, control)
	if err == nil && payload != nil {
		buf, err = appendTerm(buf, payload)
	}
	if err != nil {
		return nil, err
	}
	const prefix = 4
	n := len(buf) - begin - prefix
	if n > math.MaxInt32 {
		return nil, fmt.Errorf("a message of %d bytes is longer than the protocol allows", n)
	}
	binary.BigEndian.PutUint32(buf[begin:], uint32(n))
	return buf, nil
}
