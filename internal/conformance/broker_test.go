package conformance_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// broker is the cluster as plain HTTP shows it, node by node.
type broker struct {
	t                  *testing.T
	nodes              []string
	username, password string
	series             string
}

func newBroker(t *testing.T) *broker {
	t.Helper()
	b := acctest.Start(t)
	return &broker{t, b.Lab.Endpoints(), b.Lab.Username, b.Lab.Password, b.Lab.Version}
}

func (b *broker) call(node, method string, object any, parts ...string) (int, []byte) {
	b.t.Helper()
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	body, err := json.Marshal(object)
	if err != nil {
		b.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, node+"/api/"+strings.Join(escaped, "/"), bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.SetBasicAuth(b.username, b.password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return resp.StatusCode, answer
}

// put makes something that every node knows when it returns.
func (b *broker) put(object any, parts ...string) {
	b.t.Helper()
	if status, body := b.call(b.nodes[0], http.MethodPut, object, parts...); status >= http.StatusMultipleChoices {
		b.t.Fatalf("PUT %q: %d %s", parts, status, body)
	}
	b.await(parts, func(status int, _ []byte) bool { return status == http.StatusOK })
}

// await asks each node until its answer is what is wanted, and reports whether they all came to it.
func (b *broker) await(parts []string, wanted func(status int, body []byte) bool) bool {
	b.t.Helper()
	for _, node := range b.nodes {
		for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
			if wanted(b.call(node, http.MethodGet, nil, parts...)) {
				break
			}
			if time.Since(began) > 20*time.Second {
				return false
			}
		}
	}
	return true
}

func (b *broker) remove(parts ...string) {
	b.t.Helper()
	_, _ = b.call(b.nodes[0], http.MethodDelete, nil, parts...)
}

func (b *broker) user(name string) {
	b.put(map[string]any{"tags": "", "password_hash": ""}, "users", name)
}

func (b *broker) vhost(name string) { b.put(map[string]any{}, "vhosts", name) }

// shows reports whether every node comes to show an object with these values, or none where they are nil.
func (b *broker) shows(want map[string]any, parts []string) bool {
	b.t.Helper()
	return b.await(parts, func(status int, body []byte) bool {
		if want == nil {
			// Limits that are none are an empty list.
			return status == http.StatusNotFound || string(body) == "[]"
		}
		var found any
		if status != http.StatusOK || json.Unmarshal(body, &found) != nil {
			return false
		}
		if list, ok := found.([]any); ok && len(list) == 1 {
			found = list[0]
		}
		object, ok := found.(map[string]any)
		for key, value := range want {
			ok = ok && reflect.DeepEqual(object[key], value)
		}
		return ok
	})
}
