package faultproxy

import (
	"context"
	"net/http"
	"time"
)

// Fault is one way to misbehave; the zero value is none. A fault may be given to several proxies.
type Fault struct {
	name   string
	method string
	next   int
	refuse bool
	// before acts on a request that was not forwarded yet, and reports whether that was all.
	before func(held, http.ResponseWriter) (done bool)
	// after acts on the answer of the endpoint; an error cuts the connection.
	after func(held, *http.Response) error
}

// held is a request that waits inside the proxy.
type held struct {
	client context.Context // it ends when the client goes away
	over   <-chan struct{} // closed when the fault is replaced, cleared, or the proxy closed
}

// wait returns when the time is over; a nil timer never ends.
func (h held) wait(timer <-chan time.Time) {
	select {
	case <-timer:
	case <-h.over:
	case <-h.client.Done():
	}
	if h.client.Err() != nil {
		panic(http.ErrAbortHandler)
	}
}

// String names the fault, for logs; it is empty for none.
func (f Fault) String() string { return f.name }

// Only limits the fault to requests of one method, such as "PUT".
func (f Fault) Only(method string) Fault {
	f.method = method
	return f
}

// Next limits the fault to the next n requests (of its method); n is at least 1.
func (f Fault) Next(n int) Fault {
	f.next = n
	return f
}

// Delay holds a request back for a time before it is forwarded, or until the fault is cleared.
func Delay(d time.Duration) Fault {
	return Fault{name: "delay", before: func(h held, _ http.ResponseWriter) bool {
		h.wait(time.After(d))
		return false
	}}
}

// DelayAnswer forwards at once, and holds the answer back for a time, or until the fault is cleared.
func DelayAnswer(d time.Duration) Fault {
	return Fault{name: "delay the answer", after: func(h held, _ *http.Response) error {
		h.wait(time.After(d))
		return nil
	}}
}

// Hang says nothing until the fault is cleared, and then forwards: what a paused node does.
func Hang() Fault {
	return Fault{name: "hang", before: func(h held, _ http.ResponseWriter) bool {
		h.wait(nil)
		return false
	}}
}

// Cut closes the connection; the endpoint never sees the request.
func Cut() Fault {
	return Fault{name: "cut", before: func(held, http.ResponseWriter) bool {
		panic(http.ErrAbortHandler)
	}}
}

// CutAfterForwarding closes the connection when the endpoint has answered: a write was applied, and its answer is lost.
func CutAfterForwarding() Fault {
	return Fault{name: "cut after forwarding", after: func(held, *http.Response) error {
		return http.ErrAbortHandler
	}}
}

// Refuse closes the port and every connection. The proxy comes back at the same address when the fault is cleared or
// replaced. It is there for nobody, so Only, Next and SetEach mean nothing to it.
func Refuse() Fault { return Fault{name: "refuse", refuse: true} }
