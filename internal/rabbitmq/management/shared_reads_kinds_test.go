package management

import (
	"net/http"
	"testing"
)

// Each kind has to be found in the list that real brokers answer.
func TestEveryKindIsFoundInItsList(t *testing.T) {
	binding := Binding{Vhost: "v", Source: "x", Destination: "q", DestinationType: ToQueue, RoutingKey: "a", PropertiesKey: "a~9nmLZQ"}
	for list, test := range map[string]struct {
		body string
		read func(*Client) error
	}{
		"/api/vhosts": {`[{"name":"v","description":"","tags":[],"tracing":false}]`,
			func(c *Client) error { _, err := c.Vhost(t.Context(), "v"); return err }},
		"/api/queues/v": {`[{"name":"q","vhost":"v","type":"classic","arguments":{},"durable":true}]`,
			func(c *Client) error { _, err := c.Queue(t.Context(), "v", "q"); return err }},
		"/api/exchanges/v": {`[{"name":"x","vhost":"v","type":"topic","arguments":{},"durable":true}]`,
			func(c *Client) error { _, err := c.Exchange(t.Context(), "v", "x"); return err }},
		"/api/policies/v": {`[{"vhost":"v","name":"p","pattern":".*","apply-to":"all","definition":{},"priority":0}]`,
			func(c *Client) error { _, err := c.Policy(t.Context(), UserPolicy, "v", "p"); return err }},
		"/api/operator-policies/v": {`[{"vhost":"v","name":"p","pattern":".*","apply-to":"queues","definition":{},"priority":0}]`,
			func(c *Client) error { _, err := c.Policy(t.Context(), OperatorPolicy, "v", "p"); return err }},
		"/api/bindings/v": {`[{"source":"x","vhost":"v","destination":"q","destination_type":"queue","routing_key":"a",` +
			`"arguments":{"x":1},"properties_key":"a~9nmLZQ"}]`,
			func(c *Client) error { _, err := c.Binding(t.Context(), binding); return err }},
	} {
		t.Run(list, func(t *testing.T) {
			node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != list {
					t.Errorf("%s was asked for", r.URL)
				}
				answering(http.StatusOK, test.body)(w, r)
			})
			client := newClient(t, node.URL)
			client.shared.cache.asked[allLists] = smallOperation
			if err := test.read(client); err != nil || node.Requests.Load() != 1 {
				t.Errorf("%v after %d requests", err, node.Requests.Load())
			}
		})
	}
}
