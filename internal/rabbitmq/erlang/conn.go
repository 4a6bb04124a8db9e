package erlang

import (
	"bufio"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Conn is a connection to one node. Any number of calls may be under way on it at once. It stays up, ticking, until
// Close or until the node or the network ends it; it does not come back by itself.
type Conn struct {
	node       string
	self       Pid
	socket     net.Conn
	in         *bufio.Reader
	maxMessage int

	// out carries frames to the writer. The reader never writes: were it to wait for a peer that itself waits for us to
	// read, neither would ever go on.
	out chan []byte

	mu       sync.Mutex
	calls    map[Ref]chan<- answer
	lastCall uint64
	released []byte // frames that can wait for the next write: monitors which are no longer needed
	cause    error  // why it ended

	ended   chan struct{}
	workers sync.WaitGroup

	tickInterval atomic.Int64 // of time.Duration
	silence      silence
}

// answer is what ends a call.
type answer struct {
	term   Term
	err    error
	mayRun bool
}

// newConn takes over a connection whose handshake is done.
func newConn(h *handshake, maxMessage int) *Conn {
	c := &Conn{
		node: h.node, self: h.self, socket: h.conn, maxMessage: maxMessage,
		out: make(chan []byte), calls: map[Ref]chan<- answer{}, ended: make(chan struct{}),
	}
	c.tickInterval.Store(int64(firstTickInterval))
	c.silence.start(c.fail)
	// What the peer sent right after the handshake may be in the buffer already, so it is read on through it.
	c.in = bufio.NewReader(&listener{buffered: h.in, silence: &c.silence})
	c.workers.Go(c.read)
	c.workers.Go(c.write)
	c.workers.Go(c.learnTickTime)
	return c
}

// Node is the name of the node at the other end.
func (c *Conn) Node() string { return c.node }

// Err tells why the connection has ended; nil while it stands.
func (c *Conn) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cause
}

// Close ends the connection. Calls that are under way fail with ErrClosed; what they began goes on in the node.
func (c *Conn) Close() error {
	c.end(ErrClosed)
	c.workers.Wait()
	return nil
}

// fail ends the connection for a reason that is not our own wish.
func (c *Conn) fail(err error) { c.end(&LostError{Node: c.node, Err: err}) }

// end ends the connection and every call on it, once. Closing the socket ends reader and writer.
func (c *Conn) end(cause error) {
	c.mu.Lock()
	first := c.cause == nil
	if first {
		c.cause = cause
		close(c.ended)
	}
	for ref, call := range c.calls {
		delete(c.calls, ref)
		call <- answer{err: c.cause, mayRun: true}
	}
	c.mu.Unlock()
	if first {
		c.silence.stop()
		// Outside the lock: inside TLS it says goodbye first, which can take seconds.
		_ = c.socket.Close()
	}
}

// write sends frames, and a tick where there was nothing to send for a while.
func (c *Conn) write() {
	timer := time.NewTimer(firstTickInterval)
	defer timer.Stop()
	var frames []byte
	for {
		frames = frames[:0]
		select {
		case <-c.ended:
			return
		case frame := <-c.out:
			frames = append(c.appendReleased(frames), frame...)
		case <-timer.C:
			if frames = c.appendReleased(frames); len(frames) == 0 {
				frames = append(frames, tick...)
			}
		}
		if _, err := c.socket.Write(frames); err != nil {
			c.fail(fmt.Errorf("%w (%w)", errNodeClosed, err))
			return
		}
		timer.Reset(time.Duration(c.tickInterval.Load()))
	}
}

func (c *Conn) appendReleased(frames []byte) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	frames = append(frames, c.released...)
	c.released = c.released[:0]
	return frames
}
