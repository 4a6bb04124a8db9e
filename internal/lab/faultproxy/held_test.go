package faultproxy

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

// Whatever is held back goes on when the fault is cleared or replaced, and not when its client is gone.
func TestHeldBack(t *testing.T) {
	for name, end := range map[string]func(*Proxy){
		"cleared":  (*Proxy).Clear,
		"replaced": func(p *Proxy) { p.Set(Cut()) },
	} {
		for _, fault := range []Fault{Hang(), Delay(time.Hour), DelayAnswer(time.Hour)} {
			t.Run(fault.String()+" "+name, func(t *testing.T) {
				p := start(t, newEndpoint(t))
				p.Set(fault)
				answered := make(chan error)
				go func() {
					_, err := ask(t, p, "GET", "/")
					answered <- err
				}()
				awaitRequest(t, p)
				select {
				case err := <-answered:
					t.Fatalf("it was not held back: %v", err)
				default:
				}
				end(p)
				if err := <-answered; err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestHangEndsWithTheClientAndIsNotForwarded(t *testing.T) {
	e := newEndpoint(t)
	p := start(t, e)
	p.Set(Hang())
	ctx, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, "PUT", p.URL(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	left := make(chan error)
	go func() {
		_, err := do(req)
		left <- err
	}()
	awaitRequest(t, p)
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if got := e.requests.Load(); got != 0 {
		t.Errorf("the endpoint saw %d requests", got)
	}
}

func awaitRequest(t *testing.T, p *Proxy) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for p.Count("", "") == 0 {
		select {
		case <-tick.C:
		case <-t.Context().Done():
			t.Fatal("the request did not arrive")
		}
	}
}
