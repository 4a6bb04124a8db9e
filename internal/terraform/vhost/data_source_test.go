package vhost

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestStatusesOfVhosts(t *testing.T) {
	quorum, protected, messages, states := "quorum", true, int64(3), map[string]string{"n1": "running"}
	got := statusesOf([]management.VhostStatus{
		{
			Vhost:      management.Vhost{Name: "é/", Description: "d", Tags: []string{"b", "a"}, DefaultQueueType: quorum, Tracing: true},
			NodeStates: known.Of(states), ProtectedFromDeletion: known.Of(protected), Messages: known.Of(messages),
		},
		{Vhost: management.Vhost{Name: "/"}},
	})
	want := []statusModel{
		{ID: "%2F", Name: "/", Tags: []string{}},
		{
			ID: "%C3%A9%2F", Name: "é/", Description: "d", Tags: []string{"a", "b"}, DefaultQueueType: &quorum, Tracing: true,
			ProtectedFromDeletion: &protected, NodeStates: &states, Messages: &messages,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
