package management

import (
	"net/http"
	"testing"
)

func TestRedirectIsNotFollowedWithThePassword(t *testing.T) {
	elsewhere := newFakeNode(t, answering(200, `{}`))
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) })
	client := newClient(t, node.URL)
	if _, err := client.Overview(t.Context()); err == nil {
		t.Error("want an error")
	}
	if err := client.PutVhost(t.Context(), Vhost{Name: "/"}); err == nil {
		t.Error("want an error")
	}
	if got := elsewhere.Requests.Load(); got != 0 {
		t.Errorf("the redirect was followed %d times", got)
	}
}

func TestWritesDoNotShowTheStandInAddress(t *testing.T) {
	node := newFakeNode(t, answering(400, `{"error":"bad_request","reason":"no"}`))
	err := newClient(t, node.URL+"/prefix/").PutPolicy(t.Context(), UserPolicy, Policy{Vhost: "a/b", Name: "c d"})
	want := "PUT " + node.URL + "/prefix/api/policies/a%2Fb/c%20d answered 400 Bad Request: bad_request: no"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestMetricsOfAnotherTypeBreakNoRead(t *testing.T) {
	const metrics = `"messages":"undefined","message_stats":[1],"backing_queue_status":7,"memory":{},"recv_oct":"x","cluster_state":[],"exclusive":null`
	node := newFakeNode(t, answering(200, `{"name":"n","vhost":"v","type":"quorum","tags":[],"arguments":{},"source":"n","destination":"n",`+
		`"destination_type":"queue","routing_key":"n","properties_key":"n","pattern":"","definition":{},`+metrics+`}`))
	binding := Binding{Vhost: "v", Source: "n", Destination: "n", DestinationType: ToQueue, RoutingKey: "n", PropertiesKey: "n"}
	for kind, read := range map[string]func(*Client) error{
		"vhost":    func(c *Client) error { _, err := c.Vhost(t.Context(), "v"); return err },
		"queue":    func(c *Client) error { _, err := c.Queue(t.Context(), "v", "n"); return err },
		"exchange": func(c *Client) error { _, err := c.Exchange(t.Context(), "v", "n"); return err },
		"binding":  func(c *Client) error { _, err := c.Binding(t.Context(), binding); return err },
		"policy":   func(c *Client) error { _, err := c.Policy(t.Context(), UserPolicy, "v", "n"); return err },
		"user":     func(c *Client) error { _, err := c.User(t.Context(), "n"); return err },
	} {
		if err := read(newClient(t, node.URL)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
