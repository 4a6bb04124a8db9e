package queue

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

func pointer[T any](value T) *T { return &value }

func TestStatusOf(t *testing.T) {
	got := statusOf(management.QueueStatus{
		Queue: management.Queue{Vhost: "a/b", Name: "ö@", Type: "quorum", Durable: true, Arguments: map[string]any{"x-max-length": json.Number("9007199254740993")}},
		State: known.Of("running"), Leader: known.Of("n2"), Members: known.Of([]string{"n3", "n1", "n2"}), Online: known.Of([]string{}),
		Messages: known.Of(int64(1 << 60)), EffectivePolicy: known.Of(map[string]any{}),
	})
	want := statusModel{
		ID: "a%2Fb/%C3%B6@", Vhost: "a/b", Name: "ö@", Type: "quorum", Durable: true, Arguments: pointer(`{"x-max-length":9007199254740993}`),
		State: pointer("running"), Leader: pointer("n2"), Members: []string{"n1", "n2", "n3"}, Online: []string{}, Messages: pointer(int64(1 << 60)),
		EffectivePolicy: pointer("{}"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStatusesOfThePattern(t *testing.T) {
	var queues []management.QueueStatus
	for _, names := range [][2]string{{"b", "x"}, {"a", "y"}, {"a", "amq.gen"}, {"a", "ê"}, {"a", "x"}} {
		queues = append(queues, management.QueueStatus{Queue: management.Queue{Vhost: names[0], Name: names[1]}})
	}
	for pattern, want := range map[string]string{"": "a/amq.gen a/x a/y a/%C3%AA b/x", `^(?!amq\.)[xy]`: "a/x a/y b/x", "none": ""} {
		compiled, err := topology.NewPattern(pattern)
		if err != nil {
			t.Fatal(err)
		}
		found, err := statusesOf(queues, compiled)
		var ids []string
		for _, queue := range found {
			ids = append(ids, queue.ID)
		}
		if got := strings.Join(ids, " "); err != nil || got != want || found == nil {
			t.Errorf("%q: %s, %v", pattern, got, err)
		}
	}
	compiled, err := topology.NewPattern(`^\w+$`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := statusesOf(queues, compiled); err == nil || !strings.Contains(err.Error(), "depends on the broker") {
		t.Error(err)
	}
}
