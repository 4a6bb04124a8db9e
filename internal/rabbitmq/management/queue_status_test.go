package management

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// inside lets cmp look into values that are known or not.
var inside = cmp.AllowUnexported(known.Value[string]{}, known.Value[[]string]{}, known.Value[int64]{}, known.Value[bool]{},
	known.Value[map[string]string]{}, known.Value[map[string]any]{})

// What brokers of 3.8, 3.10 and 4.3 answer for queues in every condition, and what no broker should but some might.
func TestQueueStatusAsTheBrokersTellIt(t *testing.T) {
	for name, row := range map[string]struct {
		answer string
		want   QueueStatus
	}{
		"quorum queue": {`{"arguments":{"x-queue-type":"quorum","x-max-length":9007199254740993},"consumers":1,"durable":true,"exclusive":false,
			"effective_policy_definition":{"max-length":50},"leader":"n1","members":["n1","n2"],"messages":3,"messages_ready":2,
			"messages_unacknowledged":1,"name":"q","node":"n1","online":["n1"],"operator_policy":"op","policy":null,"state":"running",
			"type":"quorum","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "q", Type: "quorum", Durable: true, Arguments: map[string]any{"x-max-length": json.Number("9007199254740993")}},
			State: known.Of("running"), Leader: known.Of("n1"), Members: known.Of([]string{"n1", "n2"}), Online: known.Of([]string{"n1"}), Messages: known.Of(int64(3)),
			MessagesReady: known.Of(int64(2)), MessagesUnacknowledged: known.Of(int64(1)), Consumers: known.Of(int64(1)), OperatorPolicy: known.Of("op"),
			EffectivePolicy: known.Of(map[string]any{"max-length": json.Number("50")}),
		}},
		"quorum queue without a leader": {`{"arguments":{"x-queue-type":"quorum"},"leader":null,"members":["n2","n1"],"name":"q","online":["n1"],
			"state":"minority","type":"quorum","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "q", Type: "quorum", Arguments: map[string]any{}},
			State: known.Of("minority"), Members: known.Of([]string{"n2", "n1"}), Online: known.Of([]string{"n1"}),
		}},
		"mirrored queue": {`{"arguments":{},"messages":0,"name":"m","node":"n1","policy":"mirror","slave_nodes":["n2","n3"],
			"synchronised_slave_nodes":["n3"],"state":"running","type":"classic","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "m", Type: "classic", Arguments: map[string]any{}},
			State: known.Of("running"), Leader: known.Of("n1"), Members: known.Of([]string{"n1", "n2", "n3"}), Online: known.Of([]string{"n1", "n2", "n3"}),
			Synchronised: known.Of([]string{"n1", "n3"}), Messages: known.Of(int64(0)), Policy: known.Of("mirror"),
		}},
		"mirrored queue without mirrors": {`{"arguments":{},"name":"m","node":"n1","slave_nodes":[],"synchronised_slave_nodes":[],"state":"live",
			"type":"classic","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "m", Type: "classic", Arguments: map[string]any{}},
			State: known.Of("live"), Leader: known.Of("n1"), Members: known.Of([]string{"n1"}), Online: known.Of([]string{"n1"}), Synchronised: known.Of([]string{"n1"}),
		}},
		"members that are online, measured and guessed (4.0)": {`{"arguments":{},"leader":"n1","members":["n1","n2","n3"],"name":"q","node":"n1",
			"online":["n1","n2"],"online":["n1","n2","n3"],"state":"running","type":"quorum","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "q", Type: "quorum", Arguments: map[string]any{}},
			State: known.Of("running"), Leader: known.Of("n1"), Members: known.Of([]string{"n1", "n2", "n3"}), Online: known.Of([]string{"n1", "n2"}),
		}},
		"mirrors of before and of now (3.10)": {`{"arguments":{},"name":"m","node":"n1","slave_nodes":["n2"],"slave_nodes":["n3","n2"],
			"synchronised_slave_nodes":["n2","n3"],"synchronised_slave_nodes":[],"state":"running","type":"classic","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "m", Type: "classic", Arguments: map[string]any{}},
			State: known.Of("running"), Leader: known.Of("n1"), Members: known.Of([]string{"n1", "n2", "n3"}), Online: known.Of([]string{"n1", "n2"}), Synchronised: known.Of([]string{"n1"}),
		}},
		"classic queue on a node that is down": {`{"arguments":{},"name":"c","node":"n3","state":"down","type":"classic","vhost":"/"}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "c", Type: "classic", Arguments: map[string]any{}},
			State: known.Of("down"), Leader: known.Of("n3"), Members: known.Of([]string{"n3"}), Online: known.Of([]string{}),
		}},
		"classic queue that was not measured yet": {`{"arguments":{},"name":"c","node":"n3","type":"classic","vhost":"/"}`, QueueStatus{
			Queue:  Queue{Vhost: "/", Name: "c", Type: "classic", Arguments: map[string]any{}},
			Leader: known.Of("n3"), Members: known.Of([]string{"n3"}), Online: known.Of([]string{"n3"}),
		}},
		"metrics of another type": {`{"arguments":{},"name":"q","type":"quorum","vhost":"/","exclusive":null,"messages":"undefined","messages_ready":1.5,
			"messages_unacknowledged":{},"consumers":[],"policy":7,"operator_policy":[],"members":"n1","online":null,"leader":["n1"],
			"effective_policy_definition":[],"state":false,"node":{}}`, QueueStatus{
			Queue: Queue{Vhost: "/", Name: "q", Type: "quorum", Arguments: map[string]any{}},
		}},
	} {
		node := newFakeNode(t, answering(http.StatusOK, `[`+row.answer+`]`))
		got, err := newClient(t, node.URL).QueueStatuses(t.Context(), "/")
		if diff := cmp.Diff([]QueueStatus{row.want}, got, inside); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestQueueStatusIsLookedForInTheList(t *testing.T) {
	const items = `{"items":[{"name":"A.b /%é?","type":"quorum","vhost":"v/1"},{"name":"a.b /%é?","type":"classic","vhost":"v/1"}],"page":1}`
	var asked []string
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path+" "+r.URL.Query().Get("name"))
		if r.URL.Query().Has("page") {
			answering(http.StatusOK, items)(w, r)
			return
		}
		answering(http.StatusNotFound, notFound)(w, r)
	})
	client := newClient(t, node.URL)
	got, err := client.QueueStatus(t.Context(), "v/1", "a.b /%é?")
	if err != nil || got.Type != "classic" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := client.QueueStatus(t.Context(), "v/1", "none"); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("a queue that the list does not name: %v", err)
	}
	want := []string{`/api/queues/v/1 ^a\.b /%é\?$`, "/api/queues/v/1 ^none$", "/api/queues/v/1/none ", clusterIDPath + " ", "/api/whoami ", "/api/whoami "}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error(diff)
	}
}

func TestTheFirstListIsAskedForAgain(t *testing.T) {
	for failures, want := range map[int64]bool{1: true, 2: false} {
		var node *fakeNode
		node = newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
			if node.Requests.Load() <= failures {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			answering(http.StatusOK, `[]`)(w, r)
		})
		if _, err := newClient(t, node.URL).QueueStatuses(t.Context(), "/"); (err == nil) != want {
			t.Errorf("after %d failures: %v", failures, err)
		}
	}
}

func TestBindingsThatAreWanted(t *testing.T) {
	x, q, empty := "x", "a/b", ""
	for want, filter := range map[string]BindingFilter{
		"/api/bindings/%2F":                              {},
		"/api/bindings/%2F/e/x/q/a%2Fb":                  {Source: &x, Destination: &q, DestinationType: ToQueue},
		"/api/bindings/%2F/e/x/e/a%2Fb":                  {Source: &x, Destination: &q, DestinationType: ToExchange},
		"/api/exchanges/%2F/x/bindings/source":           {Source: &x},
		"/api/exchanges/%2F/amq.default/bindings/source": {Source: &empty},
		"/api/queues/%2F/a%2Fb/bindings":                 {Destination: &q, DestinationType: ToQueue, Source: &empty},
		"/api/exchanges/%2F/a%2Fb/bindings/destination":  {Destination: &q, DestinationType: ToExchange},
	} {
		filter.Vhost = "/"
		if got := filter.path(); got != want {
			t.Errorf("%+v: %s, want %s", filter, got, want)
		}
	}
	node := newFakeNode(t, answering(http.StatusOK, `[{"source":"","destination":"a/b","destination_type":"queue"},
		{"source":"x","destination":"a/b","destination_type":"queue"},{"source":"x","destination":"y","destination_type":"exchange"}]`))
	for wanted, filter := range map[int]BindingFilter{
		3: {}, 2: {Source: &x}, 1: {Source: &x, DestinationType: ToExchange}, 0: {Source: &empty, DestinationType: ToExchange},
	} {
		if got, err := newClient(t, node.URL).Bindings(t.Context(), filter); err != nil || len(got) != wanted {
			t.Errorf("%+v: %v, %v", filter, got, err)
		}
	}
}

func TestVhostStatus(t *testing.T) {
	node := newFakeNode(t, answering(http.StatusOK, `[{"name":"/","description":"d","tags":"a,b","default_queue_type":"undefined","tracing":false,
		"cluster_state":{"n1":"running"},"messages":"none"},{"name":"v","tags":["a"],"protected_from_deletion":true,"messages":2,"cluster_state":[]}]`))
	got, err := newClient(t, node.URL).VhostStatuses(t.Context())
	want := []VhostStatus{
		{Vhost: Vhost{Name: "/", Description: "d", Tags: nameList{"a", "b"}}, NodeStates: known.Of(map[string]string{"n1": "running"})},
		{Vhost: Vhost{Name: "v", Tags: nameList{"a"}}, ProtectedFromDeletion: known.Of(true), Messages: known.Of(int64(2))},
	}
	if diff := cmp.Diff(want, got, inside); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}
