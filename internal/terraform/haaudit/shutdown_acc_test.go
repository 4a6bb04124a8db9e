package haaudit_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// A leader is shut down while no mirror is synchronised: with ha-promote-on-shutdown "always" the message is lost, without
// it the queue stops until the leader is back.
func TestAccHAAuditPromoteOnShutdown(t *testing.T) {
	run := acctest.Start(t)
	if run.Version.AtLeast(4, 0, 0) {
		t.Skipf("RabbitMQ %s mirrors no queues", run.Version)
	}
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series})
	broker := &acctest.Broker{Lab: l, Version: run.Version}
	queues := map[string]string{"loses": "classic", "stops": "classic"}
	for name := range queues {
		broker.Put(t, map[string]any{"durable": true}, "queues", vhost, name)
		broker.Publish(t, vhost, name, before)
		definition := map[string]any{"ha-mode": "all"}
		if name == "loses" {
			definition["ha-promote-on-shutdown"] = "always"
		}
		broker.Put(t, map[string]any{"pattern": "^" + name, "apply-to": "queues", "definition": definition}, "policies", vhost, "p-"+name)
		acctest.Await(t, "mirrors", func() bool { return members(t, broker, name, "slave_nodes") == 2 })
	}
	got := codes(audited(t, l))
	for name, want := range map[string]string{
		"loses": "not_synchronised", "stops": "not_synchronised",
		"p-loses": "manual_synchronisation promote_on_shutdown", "p-stops": "manual_synchronisation",
	} {
		if got[name] != want {
			t.Errorf("%s: %q is found, want %q", name, got[name], want)
		}
	}
	if err := l.StopApp(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	for name, err := range survivors(t, broker, queues, is("none"), 1, 2) {
		if err == nil {
			t.Errorf("%s survived", name)
		}
		t.Logf("%s: %v", name, err)
	}
	if got := codes(audited(t, l)); got["stops"] != "queue_down" {
		t.Errorf("of the queue that has stopped: %q", got["stops"])
	}
	if err := l.StartApp(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	after := survivors(t, broker, queues, is("stops"), 0, 1, 2)
	if after["stops"] != nil || after["loses"] == nil {
		t.Errorf("once the leader is back: %v", after)
	}
}
