package management

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// What was measured before the leader moved is put right, of streams alone, and only where the broker has it better.
func TestStreamIsWhereItIsRecorded(t *testing.T) {
	const measured = `[{"vhost":"v","name":"s","type":"stream","messages":5,"leader":"n2","members":["n1"],"online":["n1"]},
		{"vhost":"v","name":"new","type":"stream","members":["n1"]},{"vhost":"v","name":"q","type":"quorum","members":["n1"]}]`
	for name, test := range map[string]struct {
		recorded string
		want     []string
	}{
		"recorded": {`[{"vhost":"v","name":"q","members":["n3"]},{"vhost":"w","name":"s","members":["n3"]},
			{"vhost":"v","name":"s","leader":"n2","members":["n1","n2"],"online":["n1","n2"]}]`, []string{"n1", "n2"}},
		"a broker that tells no more": {`[{"vhost":"v","name":"s","leader":"n2"}]`, []string{"n1"}},
	} {
		node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
			answer := measured
			if r.URL.Query().Get("disable_stats") == "true" {
				answer = test.recorded
			}
			if r.URL.Query().Has("page") {
				answer = `{"items":` + answer + `}`
			}
			answering(http.StatusOK, answer)(w, r)
		})
		client := newClient(t, node.URL)
		all, err := client.QueueStatuses(t.Context(), "v")
		if err != nil || len(all) != 3 {
			t.Fatalf("%s: %v, %v", name, all, err)
		}
		want := QueueStatus{
			Queue: all[0].Queue, Leader: known.Of("n2"), Members: known.Of(test.want), Online: known.Of(test.want), Messages: known.Of(int64(5)),
		}
		if !cmp.Equal(all[0], want, inside) {
			t.Errorf("%s: the stream is %+v", name, all[0])
		}
		for _, other := range all[1:] {
			if !cmp.Equal(other.Members, known.Of([]string{"n1"}), inside) {
				t.Errorf("%s: %+v", name, other)
			}
		}
		before := node.Requests.Load()
		for queue, want := range map[string][]string{"s": test.want, "new": {"n1"}, "q": {"n1"}} {
			if got, err := client.QueueStatus(t.Context(), "v", queue); err != nil || !cmp.Equal(got.Members, known.Of(want), inside) {
				t.Errorf("%s: %q is %+v, %v", name, queue, got, err)
			}
		}
		const lists, further = 3, 2
		if asked := node.Requests.Load() - before; asked != lists+further {
			t.Errorf("%s: %d requests", name, asked)
		}
	}
}
