package relay

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Counts is what went through a relay since it was opened.
type Counts struct {
	Connections int64
	Requests    int64 // of HTTP/1.1 without TLS
	Bytes       int64 // both ways
}

// Sub is what was added since an earlier look.
func (c Counts) Sub(before Counts) Counts {
	return Counts{c.Connections - before.Connections, c.Requests - before.Requests, c.Bytes - before.Bytes}
}

// Relay listens on a free port of 127.0.0.1 until it is closed.
type Relay struct {
	listener  net.Listener
	target    string
	roundTrip time.Duration

	connections, requests, bytes atomic.Int64

	running sync.WaitGroup
	mu      sync.Mutex
	open    map[net.Conn]bool // nil once the relay is closed
}

// Open starts a relay to a target (host:port), over a way that takes the given time there and back.
func Open(target string, roundTrip time.Duration) (*Relay, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open a relay to %s: %w", target, err)
	}
	r := &Relay{listener: listener, target: target, roundTrip: roundTrip, open: map[net.Conn]bool{}}
	r.running.Go(r.accept)
	return r, nil
}

// Address is host:port of the relay.
func (r *Relay) Address() string { return r.listener.Addr().String() }

// Counts is what went through so far.
func (r *Relay) Counts() Counts {
	return Counts{r.connections.Load(), r.requests.Load(), r.bytes.Load()}
}

// Close ends the relay and its connections.
func (r *Relay) Close() error {
	err := r.listener.Close()
	r.mu.Lock()
	for conn := range r.open {
		_ = conn.Close()
	}
	r.open = nil
	r.mu.Unlock()
	r.running.Wait()
	return err
}

// hold keeps a connection for Close; false if the relay is closed already.
func (r *Relay) hold(conn net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == nil {
		return false
	}
	r.open[conn] = true
	return true
}

func (r *Relay) release(conn net.Conn) {
	_ = conn.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, conn)
}

func (r *Relay) accept() {
	for {
		conn, err := r.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // one client that went away again; the others are not to suffer
		}
		r.connections.Add(1)
		r.running.Go(func() { r.serve(conn, time.Now()) })
	}
}

// serve passes one connection on. On a network the client could not send before its connection was made, one round
// trip after it began; here it is made at once, so that what it sends is late by so much more at the first.
func (r *Relay) serve(client net.Conn, began time.Time) {
	if !r.hold(client) {
		_ = client.Close()
		return
	}
	defer r.release(client)
	broker, err := net.Dial("tcp", r.target)
	if err != nil {
		return // the client sees its connection closed
	}
	if !r.hold(broker) {
		_ = broker.Close()
		return
	}
	defer r.release(broker)
	connected := began.Add(r.roundTrip)
	var there sync.WaitGroup
	requests := &requestCounter{count: &r.requests}
	there.Go(func() {
		r.pump(broker, client, requests.see, func(now time.Time) time.Time {
			if now.Before(connected) {
				now = connected
			}
			return now.Add(r.roundTrip / 2)
		})
	})
	r.pump(client, broker, func([]byte) {}, func(now time.Time) time.Time { return now.Add(r.roundTrip / 2) })
	there.Wait()
}
