package erlang

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// rex is the registered name of the process that runs calls for others (rpc.erl).
const rex Atom = "rex"

// passThrough begins every message between nodes that do not compress atoms.
const passThrough = 112

// Control messages ("Protocol between Connected Nodes"). A node may send others, such as links and exits: they concern
// processes that we do not have.
const (
	opSend        = 2
	opRegSend     = 6
	opSendTrace   = 12
	opMonitor     = 19
	opDemonitor   = 20
	opMonitorExit = 21
	opSendSender  = 22
	opSenderTrace = 23
)

// read takes frames in until the connection ends.
func (c *Conn) read() {
	var buf bytes.Buffer
	for {
		frame, err := c.readFrame(&buf)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errNodeClosed
		}
		if err == nil && len(frame) > 0 {
			err = c.handle(frame)
		}
		if err != nil {
			c.fail(err)
			return
		}
	}
}

// worthSkipping is up to how many times the limit a message is read over. A longer one is hardly meant: its length is a mistake,
// or what follows is no message.
const worthSkipping = 64

// readFrame reads one frame; it is empty for a tick, and for an answer that is too large, which only the call that gets it has
// to know of. The buffer grows with what arrives, not with what is claimed.
func (c *Conn) readFrame(buf *bytes.Buffer) ([]byte, error) {
	const worthKeeping = 64 << 10
	if buf.Cap() > worthKeeping {
		*buf = bytes.Buffer{}
	}
	buf.Reset()
	var prefix [4]byte
	if _, err := io.ReadFull(c.in, prefix[:]); err != nil {
		return nil, err
	}
	n := int64(binary.BigEndian.Uint32(prefix[:]))
	switch limit := int64(c.maxMessage); {
	case n > limit*worthSkipping:
		return nil, fmt.Errorf("it sends a message of %d bytes, and %d is the limit", n, limit)
	case n > limit:
		return nil, c.refuseFrame(buf, n)
	}
	if _, err := io.CopyN(buf, c.in, n); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// refuseFrame fails the call whose answer is longer than allowed, and reads over it. Its head says whose it is.
func (c *Conn) refuseFrame(buf *bytes.Buffer, n int64) error {
	// More than a control message and a reference take.
	const head = 4 << 10
	if _, err := io.CopyN(buf, c.in, min(n, head)); err != nil {
		return err
	}
	if frame := buf.Bytes(); frame[0] == passThrough {
		in := newDecoder(frame[1:])
		in.external()
		if ref, ok := c.answeredBy(in); ok {
			c.answer(ref, answer{err: &TooLargeError{Bytes: n, Limit: c.maxMessage}, mayRun: true})
		}
	}
	_, err := io.CopyN(io.Discard, c.in, n-int64(buf.Len()))
	return err
}

// handle acts on a message. An error ends the connection: it is for peers that break the protocol, not for messages that
// are merely of no interest.
func (c *Conn) handle(frame []byte) error {
	if frame[0] != passThrough {
		return fmt.Errorf("it sends a message of type %d, which was not agreed on", frame[0])
	}
	in := newDecoder(frame[1:])
	control, ok := in.external().(Tuple)
	if in.err != nil {
		return fmt.Errorf("it sends a message that cannot be read: %w", in.err)
	}
	if !ok || len(control) == 0 {
		return errors.New("it sends a control message that is no tuple")
	}
	switch control[0] {
	case Term(Int(opSend)), Term(Int(opSendSender)), Term(Int(opSendTrace)), Term(Int(opSenderTrace)):
		c.handleAnswer(in)
	case Term(Int(opMonitorExit)):
		// {21, FromProcess, ToPid, Ref, Reason}
		const size = 5
		if ref, ok := refAt(control, 3); ok && len(control) == size {
			noProcess := control[4] == Term(Atom("noproc"))
			c.answer(ref, answer{err: &ServerDownError{Reason: control[4]}, mayRun: !noProcess})
		}
	}
	return nil
}

// handleAnswer reads {Ref, Term}. The reference is read first: an answer that nobody waits for any more is not worth
// reading, and one that cannot be read is the fault of one call and not of the connection.
func (c *Conn) handleAnswer(in *decoder) {
	ref, ok := c.answeredBy(in)
	if !ok {
		return
	}
	term := in.term()
	if in.err == nil && len(in.rest) > 0 {
		in.fail("%d bytes follow the term", len(in.rest))
	}
	if in.err != nil {
		c.answer(ref, answer{err: fmt.Errorf("its answer cannot be read: %w", in.err), mayRun: true})
		return
	}
	c.answer(ref, answer{term: term})
}

// answeredBy reads the begin of an answer, up to its reference, and reports whether a call waits for it.
func (c *Conn) answeredBy(in *decoder) (Ref, bool) {
	const arity = 2
	if in.u8() != version || in.u8() != tagSmallTuple || in.u8() != arity {
		return Ref{}, false
	}
	ref, ok := in.term().(Ref)
	return ref, ok && in.err == nil && c.awaits(ref)
}

func (c *Conn) awaits(ref Ref) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.calls[ref]
	return ok
}

// answer hands an answer to who waits for it, if anybody does, and takes the monitor back.
func (c *Conn) answer(ref Ref, a answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call, ok := c.calls[ref]
	if !ok {
		return
	}
	delete(c.calls, ref)
	var down *ServerDownError
	if !errors.As(a.err, &down) {
		c.release(ref)
	}
	call <- a
}

func refAt(tuple Tuple, i int) (Ref, bool) {
	if i >= len(tuple) {
		return Ref{}, false
	}
	ref, ok := tuple[i].(Ref)
	return ref, ok
}
