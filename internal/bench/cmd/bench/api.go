package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
)

// api sends requests to the management API, ten at once over kept connections, and shares no code with the provider.
type api struct {
	endpoint, username, password string
	trusted                      *x509.CertPool
	client                       *http.Client
}

// parallel is how many objects Terraform works on at once.
const parallel = 10

func newAPI(endpoint, username, password, caFile string) (*api, error) {
	ca, err := os.ReadFile(caFile)
	if err != nil {
		return nil, err
	}
	a := &api{endpoint: endpoint, username: username, password: password, trusted: x509.NewCertPool()}
	a.trusted.AppendCertsFromPEM(ca)
	return a.at(endpoint), nil
}

// at is the same with connections of its own to another endpoint.
func (a *api) at(endpoint string) *api {
	return &api{
		endpoint: endpoint, username: a.username, password: a.password, trusted: a.trusted,
		client: &http.Client{Timeout: 2 * time.Minute, Transport: &http.Transport{
			MaxIdleConnsPerHost: parallel, MaxConnsPerHost: parallel, TLSClientConfig: &tls.Config{RootCAs: a.trusted},
		}},
	}
}

// send sends each phase's calls ten at once, and the next phase's when all have been answered.
func (a *api) send(ctx context.Context, phases [][]bench.Call) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	for _, phase := range phases {
		calls := make(chan bench.Call, len(phase))
		for _, call := range phase {
			calls <- call
		}
		close(calls)
		var workers sync.WaitGroup
		for range parallel {
			workers.Go(func() {
				for call := range calls {
					if _, err := a.do(ctx, call); err != nil {
						cancel(err)
						return
					}
				}
			})
		}
		workers.Wait()
		if err := context.Cause(ctx); err != nil {
			return err
		}
	}
	return nil
}

// do sends one call and returns the body of its answer, which is an error unless its status is 2xx.
func (a *api) do(ctx context.Context, call bench.Call) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, call.Method, a.endpoint+call.Path, strings.NewReader(call.Body))
	if err != nil {
		return nil, err
	}
	req.SetBasicAuth(a.username, a.password)
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode >= http.StatusMultipleChoices {
		err = &refusal{call, resp.StatusCode, string(body)}
	}
	return body, err
}

// refusal is an answer that is no success.
type refusal struct {
	call   bench.Call
	status int
	body   string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s %s: status %d: %s", r.call.Method, r.call.Path, r.status, r.body)
}

// check finds out whether an operation did what was measured: all objects are there, or none.
func (a *api) check(ctx context.Context, vhost string, shape bench.Shape, there bool) error {
	if !there {
		_, err := a.do(ctx, bench.Call{Method: http.MethodGet, Path: "/api/vhosts/" + url.PathEscape(vhost)})
		if gone := (*refusal)(nil); errors.As(err, &gone) && gone.status == http.StatusNotFound {
			return nil
		}
		return errors.Join(fmt.Errorf("virtual host %s is still there after it was destroyed", vhost), err)
	}
	for _, each := range []struct {
		collection string
		want       int
	}{
		{"queues", shape.Queues}, {"policies", bench.Policies},
		{"bindings", 2 * shape.Queues}, // every queue is bound to the default exchange, too
	} {
		path := "/api/" + each.collection + "/" + url.PathEscape(vhost) + "?disable_stats=true"
		body, err := a.do(ctx, bench.Call{Method: http.MethodGet, Path: path})
		if err != nil {
			return err
		}
		var objects []struct{}
		if err := json.Unmarshal(body, &objects); err != nil {
			return fmt.Errorf("read the list of %s: %w", each.collection, err)
		}
		if len(objects) != each.want {
			return fmt.Errorf("after it was created, virtual host %s has %d %s, want %d", vhost, len(objects), each.collection, each.want)
		}
	}
	return nil
}
