package provider

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// fakeBroker answers as the management API does, from memory: benchmarks of the provider must not measure a broker. It
// has n queues, and of each queue an exchange, a binding and a policy, in the virtual host "v". The environment is set
// so that the provider finds it.
func fakeBroker(tb testing.TB, n int) {
	tb.Helper()
	answers := map[string]any{
		"/api/overview": map[string]any{"rabbitmq_version": "3.10.8", "erlang_version": "25.3", "cluster_name": "c", "node": "rabbit@a"},
		"/api/global-parameters/internal_cluster_id": map[string]any{"name": "internal_cluster_id", "value": "rabbitmq-cluster-id-1"},
	}
	for i := range n {
		queue, exchange, policy, key := fmt.Sprintf("q%d", i), fmt.Sprintf("x%d", i), fmt.Sprintf("p%d", i), fmt.Sprintf("k%d", i)
		has(answers, "queues/v", queue, map[string]any{
			"vhost": "v", "name": queue, "type": "quorum", "durable": true, "auto_delete": false, "exclusive": false,
			"arguments": map[string]any{"x-queue-type": "quorum", "x-max-length": 100000, "x-dead-letter-exchange": "dead"},
			"node":      "rabbit@a", "policy": nil,
		})
		has(answers, "exchanges/v", exchange, map[string]any{
			"vhost": "v", "name": exchange, "type": "topic", "durable": true, "auto_delete": false, "internal": false,
			"arguments": map[string]any{},
		})
		has(answers, "policies/v", policy, map[string]any{
			"vhost": "v", "name": policy, "pattern": "^" + queue + "$", "apply-to": "queues", "priority": 1,
			"definition": map[string]any{"max-length": 100000, "overflow": "reject-publish"},
		})
		binding := map[string]any{
			"vhost": "v", "source": exchange, "destination": queue, "destination_type": "queue", "routing_key": key,
			"properties_key": key, "arguments": map[string]any{},
		}
		has(answers, "bindings/v", "", binding)
		answers[fmt.Sprintf("/api/bindings/v/e/%s/q/%s/%s", exchange, queue, key)] = binding
	}
	bodies := map[string][]byte{}
	for path, answer := range answers {
		body, err := json.Marshal(answer)
		if err != nil {
			tb.Fatal(err)
		}
		bodies[path] = body
	}
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[r.URL.Path]
		if !ok {
			http.Error(w, `{"error":"Object Not Found","reason":"Not Found"}`, http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}))
	tb.Cleanup(node.Close)
	tb.Setenv("RABBITMQ_ENDPOINTS", node.URL)
}

// has puts an object at its own address, where it has one by its name alone, and into the list of its kind.
func has(answers map[string]any, kind, name string, object map[string]any) {
	list := "/api/" + kind
	if name != "" {
		answers[list+"/"+name] = object
	}
	all, _ := answers[list].([]any)
	answers[list] = append(all, object)
}

// hangingBroker takes requests and never answers. It tells when one arrives and when its caller has given up.
func hangingBroker(t *testing.T, hangs string) (arrived, left <-chan struct{}) {
	t.Helper()
	in, out := make(chan struct{}, 100), make(chan struct{}, 100)
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, hangs) {
			http.Error(w, `{"error":"Object Not Found","reason":"Not Found"}`, http.StatusNotFound)
			return
		}
		in <- struct{}{}
		<-r.Context().Done()
		out <- struct{}{}
	}))
	t.Cleanup(node.Close)
	t.Setenv("RABBITMQ_ENDPOINTS", node.URL)
	return in, out
}
