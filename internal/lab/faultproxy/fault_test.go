package faultproxy

import (
	"errors"
	"io"
	"slices"
	"testing"
	"time"
)

// Each fault, what its client sees, and whether the endpoint saw the request.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault     Fault
		method    string
		status    int    // 0: no answer
		body      string // what arrives of it
		broken    bool   // the body ends early
		forwarded int64
	}{
		"none":                             {Fault{}, "GET", 200, answer, false, 1},
		"delay":                            {Delay(time.Millisecond), "GET", 200, answer, false, 1},
		"delay of the answer":              {DelayAnswer(time.Millisecond), "PUT", 204, "", false, 1},
		"cut":                              {Cut(), "GET", 0, "", false, 0},
		"cut after forwarding a read":      {CutAfterForwarding(), "GET", 0, "", false, 1},
		"cut after forwarding a write":     {CutAfterForwarding(), "PUT", 0, "", false, 1},
		"503":                              {Status(503, "7", "busy"), "GET", 503, "busy", false, 0},
		"half a body":                      {HalfBody(), "GET", 200, answer[:len(answer)/2], true, 1},
		"half a body of a bodiless answer": {HalfBody(), "DELETE", 0, "", false, 1},
		"wrong JSON":                       {WrongJSON("<html>"), "GET", 200, "<html>", false, 0},
		"refuse":                           {Refuse(), "GET", 0, "", false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEndpoint(t)
			p := start(t, e)
			p.Set(c.fault)
			got, err := ask(t, p, c.method, "/api/queues/%2F/orders")
			if got.status != c.status || got.body != c.body || (c.status == 0) != (err != nil && !c.broken) {
				t.Errorf("got %+v, %v", got, err)
			}
			if c.broken != errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("the body ended with %v", err)
			}
			if got := e.requests.Load(); got != c.forwarded {
				t.Errorf("the endpoint saw %d requests, want %d", got, c.forwarded)
			}
			p.Clear()
			if got, err := ask(t, p, "GET", "/"); err != nil || got.body != answer {
				t.Errorf("cleared: %v, %q", err, got.body)
			}
		})
	}
}

func TestStatusCarriesRetryAfter(t *testing.T) {
	p := start(t, newEndpoint(t))
	for _, want := range []string{"", "7"} {
		p.Set(Status(429, want, ""))
		got, err := ask(t, p, "GET", "/")
		if err != nil {
			t.Fatal(err)
		}
		if got := got.header.Get("Retry-After"); got != want {
			t.Errorf("Retry-After is %q, want %q", got, want)
		}
	}
}

func TestLimits(t *testing.T) {
	p := start(t, newEndpoint(t))
	p.Set(Status(503, "", "").Only("PUT").Next(2))
	var got []int
	for _, method := range []string{"GET", "PUT", "DELETE", "PUT", "PUT"} {
		reply, err := ask(t, p, method, "/")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, reply.status)
	}
	if want := []int{200, 503, 204, 503, 204}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEachRequestIsDecidedAnew(t *testing.T) {
	p := start(t, newEndpoint(t))
	p.SetEach(func(r Request) Fault {
		if r.Path == "/bad" {
			return Status(500, "", "")
		}
		return Fault{}
	})
	for path, want := range map[string]int{"/good": 200, "/bad": 500} {
		if got, err := ask(t, p, "GET", path); err != nil || got.status != want {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
}
