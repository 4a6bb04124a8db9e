package management

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// homeDown is what brokers before 4.0 say to whoever declares a classic queue whose node is down.
var homeDown = reply{Status: 404, Body: `{"error":"not_found","reason":"home node 'rabbit@a' of durable queue 'q' in vhost 'v' is down or inaccessible"}`}

// The node that has made a queue fails before it can say so, and no other one can declare the queue again. Whether it is there,
// and as it was declared, is looked up: from 4.0 on at its address, and before in the list.
func TestQueueWhoseNodeFailedAsItWasMade(t *testing.T) {
	const firstOf3Down = `[{"name":"rabbit@down","running":false},{"name":"rabbit@b","running":true},{"name":"rabbit@c","running":true}]`
	queue := Queue{Vhost: "v", Name: "q", Type: "classic", Durable: true, Arguments: map[string]any{"x-max-length": 5}}
	object := func(arguments string) reply {
		return reply{Status: 200, Body: `{"name":"q","type":"classic","durable":true,"arguments":{` + arguments + `}}`}
	}
	listed := func(arguments string) reply {
		return reply{Status: 200, Body: `{"items":[{"name":"Q","durable":true},` + object(arguments).Body + `]}`}
	}
	const equal, other = `"x-max-length":5,"x-queue-type":"classic"`, `"x-queue-type":"classic"`
	inequivalent := reply{Status: 400, Body: `{"error":"bad_request","reason":"inequivalent arg 'x-max-length' for queue 'q' in vhost 'v'"}`}
	for name, test := range map[string]struct {
		second []reply
		nodes  string
		// created and declared are what becomes of CreateQueue and of DeclareQueue.
		created, declared error
		said              string
	}{
		"there":                 {only(object(equal), hangs), allRun, nil, nil, "PUT a, GET b"},
		"not there yet":         {only(absent, created), allRun, nil, nil, "PUT a, GET b, PUT b"},
		"there, and other":      {only(object(other), inequivalent), allRun, httpapi.ErrInequivalent, httpapi.ErrInequivalent, "PUT a, GET b, PUT b"},
		"no object":             {only(reply{Status: 200, Body: `[]`}, created), allRun, nil, nil, "PUT a, GET b, PUT b"},
		"listed":                {only(absent, homeDown, listed(equal)), allRun, nil, nil, "PUT a, GET b, PUT b, GET b"},
		"listed, and other":     {only(absent, homeDown, listed(other)), allRun, httpapi.ErrNotFound, httpapi.ErrNotFound, ""},
		"not listed":            {only(absent, homeDown, reply{Status: 200, Body: `{"items":[]}`}), allRun, httpapi.ErrNotFound, httpapi.ErrNotFound, ""},
		"perhaps there before":  {only(object(equal), homeDown), firstOf3Down, httpapi.ErrNotFound, nil, ""},
		"perhaps listed before": {only(absent, homeDown, listed(equal)), firstOf3Down, httpapi.ErrNotFound, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, declare := range map[string]func(context.Context, *Client) error{
				"create":  func(ctx context.Context, c *Client) error { return c.CreateQueue(ctx, queue) },
				"declare": func(ctx context.Context, c *Client) error { return c.DeclareQueue(ctx, queue) },
			} {
				synctest.Test(t, func(t *testing.T) {
					client, network := scripted(t, httpapi.Config{}, only(cuts), test.second)
					network.nodes, network.flags = []string{test.nodes}, withKhepri
					want := test.declared
					if kind == "create" {
						want = test.created
					}
					if err := declare(t.Context(), client); !errors.Is(err, want) || err != nil && want == nil {
						t.Errorf("%s: got %v, want %v", kind, err, want)
					}
					if said := network.Said(); test.said != "" && said != test.said {
						t.Errorf("%s: the requests were %s", kind, said)
					}
				})
			}
		})
	}
}

// Of a binding nobody can tell before the node of its queue is back.
func TestBindingOfAQueueWhoseNodeFailedAsItWasMade(t *testing.T) {
	for routingKey, want := range map[string]string{"": "~", "a.b-c_d": "a.b-c_d", "a b~c/ä*#": "a+b%7Ec%2F%C3%A4%2A%23"} {
		failing := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				panic(http.ErrAbortHandler)
			}
			answering(http.StatusOK, "[]")(w, r)
		})
		b := Binding{Vhost: "v", Source: "x", Destination: "q.1", DestinationType: ToQueue, RoutingKey: routingKey}
		key, err := newClient(t, failing.URL, downNode(t).URL).CreateBinding(t.Context(), b)
		if key != want || !errors.Is(err, ErrQueueDown) || !errors.Is(err, httpapi.ErrAnswerLost) || errors.Is(err, httpapi.ErrNotFound) {
			t.Errorf("%q: %q, %v", routingKey, key, err)
		}
		b.Arguments = map[string]any{"n": 1}
		if key, err := newClient(t, failing.URL, downNode(t).URL).CreateBinding(t.Context(), b); key != "" || !errors.Is(err, httpapi.ErrAnswerLost) {
			t.Errorf("%q with arguments: %q, %v", routingKey, key, err)
		}
	}
}

// Nothing was lost, so that the queue in the list is somebody else's.
func TestQueueWhoseNodeIsDownIsNotTakenOver(t *testing.T) {
	there := reply{Status: 200, Body: `{"items":[{"name":"q","type":"classic","arguments":{"x-queue-type":"classic"}}]}`}
	client, network := scripted(t, httpapi.Config{}, only(homeDown, there))
	network.nodes, network.flags = []string{allRun}, withKhepri
	if err := client.CreateQueue(t.Context(), Queue{Vhost: "v", Name: "q", Type: "classic"}); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
