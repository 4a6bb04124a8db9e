package erlang

import (
	"bufio"
	"context"
	"errors"
	"sync"
	"time"
)

// tick is an empty frame, which says that its sender lives.
var tick = []byte{0, 0, 0, 0}

// A node drops a peer of which it hears nothing for its net_ticktime, 60 seconds unless configured, and sends something
// at least every quarter of it. We keep the same rule with the node's own number. Until the node has told it, ticks go
// out often enough for the smallest that makes sense, and only a long silence counts.
const (
	firstTickInterval = 500 * time.Millisecond
	maxTickInterval   = 5 * time.Second
	firstSilence      = 5 * time.Minute
)

// learnTickTime asks the node for its net_ticktime. A node that does not tell is ticked as at first.
func (c *Conn) learnTickTime() {
	ctx, cancel := context.WithTimeout(context.Background(), firstSilence)
	defer cancel()
	told, err := c.Call(ctx, "net_kernel", "get_net_ticktime")
	if err != nil {
		return
	}
	if change, ok := Tagged(told, "ongoing_change_to"); ok && len(change) == 1 {
		told = change[0]
	}
	const longest = Int(24 * time.Hour / time.Second)
	seconds, ok := told.(Int)
	if !ok || seconds <= 0 {
		return
	}
	tickTime := time.Duration(min(seconds, longest)) * time.Second
	c.tickInterval.Store(int64(min(tickTime/4, maxTickInterval)))
	// A node allows a peer a quarter more than the tick time, too.
	c.silence.limit(tickTime + tickTime/4)
}

// errSilent is why a connection is given up on which the peer has been silent for too long.
var errSilent = errors.New("nothing was heard of it for too long: the node hangs, or the network between is broken")

// silence watches how long a peer has said nothing.
type silence struct {
	mu      sync.Mutex
	timer   *time.Timer
	allowed time.Duration
}

func (s *silence) start(fail func(error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.allowed = firstSilence
	s.timer = time.AfterFunc(s.allowed, func() { fail(errSilent) })
}

// limit sets how long silence may last, from now on.
func (s *silence) limit(allowed time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.allowed = allowed
		s.timer.Reset(allowed)
	}
}

// broken notes a sign of life.
func (s *silence) broken() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Reset(s.allowed)
	}
}

func (s *silence) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timer.Stop()
	s.timer = nil
}

// listener notes everything that is read as a sign of life: also each part of a message that takes minutes to arrive.
type listener struct {
	buffered *bufio.Reader
	silence  *silence
}

// Read implements io.Reader.
func (l *listener) Read(p []byte) (int, error) {
	n, err := l.buffered.Read(p)
	if n > 0 {
		l.silence.broken()
	}
	return n, err
}
