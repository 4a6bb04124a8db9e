package provider

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

// listingBroker answers the paths that it is given. The environment is set so that the provider finds it.
func listingBroker(t *testing.T, answers map[string]string) {
	t.Helper()
	answers["/api/global-parameters/internal_cluster_id"] = `{"name":"internal_cluster_id","value":"rabbitmq-cluster-id-1"}`
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := answers[r.URL.EscapedPath()]
		if !ok {
			http.Error(w, `{"error":"Object Not Found","reason":"Not Found"}`, http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(node.Close)
	t.Setenv("RABBITMQ_ENDPOINTS", node.URL)
}

const (
	listedQueues = `[
		{"vhost":"v","name":"b","type":"quorum","durable":true,"auto_delete":false,"exclusive":false,"arguments":{"x-queue-type":"quorum","x-max-length":9007199254740993}},
		{"vhost":"v","name":"a/1 é","type":"classic","durable":true,"auto_delete":false,"exclusive":false,"arguments":{}},
		{"vhost":"v","name":"mine","type":"classic","durable":false,"auto_delete":false,"exclusive":true,"arguments":{}},
		{"vhost":"v","name":"amq.gen-1","type":"classic","durable":false,"auto_delete":true,"exclusive":false,"arguments":{}}]`
	listedExchanges = `[
		{"vhost":"v","name":"","type":"direct","durable":true,"auto_delete":false,"internal":false,"arguments":{}},
		{"vhost":"v","name":"amq.topic","type":"topic","durable":true,"auto_delete":false,"internal":false,"arguments":{}},
		{"vhost":"v","name":"x@%","type":"topic","durable":true,"auto_delete":false,"internal":true,"arguments":{"alternate-exchange":"y"}}]`
	listedBindings = `[
		{"vhost":"v","source":"","destination":"b","destination_type":"queue","routing_key":"b","properties_key":"b","arguments":{}},
		{"vhost":"v","source":"x@%","destination":"amq.gen-1","destination_type":"queue","routing_key":"k","properties_key":"k","arguments":{}},
		{"vhost":"v","source":"amq.topic","destination":"x@%","destination_type":"exchange","routing_key":"","properties_key":"~","arguments":{}},
		{"vhost":"v","source":"x@%","destination":"b","destination_type":"queue","routing_key":"k.#","properties_key":"k.%23","arguments":{}}]`
	listedPolicies = `[{"vhost":"v","name":"p","pattern":"^a","apply-to":"queues","priority":1,"definition":{"max-length":5,"shards":"2"}}]`
)

func listings() map[string]string {
	const binding = "/api/bindings/v/e/"
	return map[string]string{
		"/api/queues": listedQueues, "/api/queues/v": listedQueues,
		"/api/queues/v/b": element(listedQueues, 0), "/api/queues/v/a%2F1%20%C3%A9": element(listedQueues, 1),
		"/api/exchanges/v": listedExchanges, "/api/exchanges/v/x@%25": element(listedExchanges, 2),
		"/api/bindings/v": listedBindings, binding + "x@%25/q/b/k.%2523": element(listedBindings, 3),
		binding + "amq.topic/e/x@%25/~": element(listedBindings, 2),
		"/api/policies/v":               listedPolicies, "/api/policies/v/p": element(listedPolicies, 0),
		"/api/operator-policies/v": listedPolicies, "/api/operator-policies/v/p": element(listedPolicies, 0),
		"/api/vhosts":     `[{"name":"v","description":"d","tags":["b","a"],"tracing":false,"default_queue_type":"undefined"},{"name":"/","tracing":true}]`,
		"/api/vhosts/v":   `{"name":"v","description":"d","tags":["b","a"],"tracing":false,"default_queue_type":"undefined"}`,
		"/api/vhosts/%2F": `{"name":"/","tracing":true}`,
		"/api/users":      `[{"name":"u","tags":["monitoring"],"password_hash":"secret","hashing_algorithm":"rabbit_password_hashing_sha256"}]`,
		"/api/users/u":    `{"name":"u","tags":["monitoring"],"password_hash":"secret","hashing_algorithm":"rabbit_password_hashing_sha256"}`,
	}
}

func element(list string, n int) string {
	var elements []json.RawMessage
	if err := json.Unmarshal([]byte(list), &elements); err != nil {
		panic(err)
	}
	return string(elements[n])
}
