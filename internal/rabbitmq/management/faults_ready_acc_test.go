package management_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// A node that was killed and boots again is waited for, with a word about it in the log; without wait_for_ready it is an
// error, and a wait that is too short ends with the reason.
func TestAccFaultsWaitForReady(t *testing.T) {
	t.Parallel()
	broker := acctest.Start(t)
	l := lab.Start(t, lab.Options{Nodes: 1, RabbitMQ: broker.Lab.Series})
	f := &front{broker: &acctest.Broker{Lab: l, Version: broker.Version}, proxies: []*faultproxy.Proxy{newProxy(t, l.Endpoints()[0])}}
	if err := l.Kill(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := f.client(t, once).Overview(t.Context()); err == nil {
		t.Fatal("a node that was killed answers")
	}
	impatient := f.client(t, func(c *httpapi.Config) { once(c); c.WaitForReady = time.Second })
	_, err := impatient.Overview(t.Context())
	var unreachable *httpapi.UnreachableError
	if !errors.As(err, &unreachable) || len(unreachable.Attempts) != 1 || !strings.Contains(err.Error(), f.proxies[0].URL()) {
		t.Errorf("the wait ended with %v, want the endpoint's reason", err)
	}

	var log waitLog
	patient := f.client(t, func(c *httpapi.Config) { once(c); c.WaitForReady, c.Log = 5*time.Minute, log.add })
	answers := make(chan error)
	const calls = 5 // all wait at the same gate
	for range calls {
		go func() {
			_, err := patient.Vhost(context.WithoutCancel(t.Context()), "/")
			answers <- err
		}()
	}
	acctest.Await(t, "a word about the wait", func() bool { return log.lines() > 0 })
	if err := l.Restart(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	for range calls {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
	if text := log.text(); strings.Contains(text, l.Password) || !strings.Contains(text, f.proxies[0].URL()) {
		t.Errorf("the log says %q", text)
	}
}

// A wrong password does not get right by waiting.
func TestAccFaultsWaitForReadyEndsWithAWrongPassword(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	const wait = time.Minute
	client := f.client(t, func(c *httpapi.Config) { c.Password, c.WaitForReady = "hunter2", wait })
	began := time.Now()
	if _, err := client.Vhost(t.Context(), f.vhost); !errors.Is(err, httpapi.ErrUnauthorized) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
	if lasted := time.Since(began); lasted >= wait/2 {
		t.Errorf("it was waited for %s of %s", lasted, wait)
	}
}

// waitLog keeps what the client says while it waits.
type waitLog struct {
	mu   sync.Mutex
	said []string
}

func (l *waitLog) add(_ context.Context, message string, fields map[string]any) {
	if !strings.Contains(message, "waiting for the broker") {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, fmt.Sprint(message, fields))
}

func (l *waitLog) lines() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.said)
}

func (l *waitLog) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.said, "\n")
}
