package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
)

// forever is longer than any check here may take, on the slowest machine.
const forever = 2 * time.Minute

// ends runs a check that has to end, whatever becomes of it.
func ends(ctx context.Context, t *testing.T, r delivery.Request) (delivery.Report, error) {
	t.Helper()
	var report delivery.Report
	var err error
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		report, err = delivery.Check(ctx, r)
	}()
	select {
	case <-ended:
		return report, err
	case <-time.After(forever):
		t.Fatalf("no end of it within %s, with a patience of %s", forever, r.Patience)
		return report, nil
	}
}

// alarms are what a node can run out of: how that is brought about and undone, and where the broker shows it.
var alarms = map[string]struct {
	command          []string
	demand, relieved string
	shown            string
}{
	"disk":   {[]string{"set_disk_free_limit"}, "900000000000000", "50000000", "disk_free_alarm"},
	"memory": {[]string{"set_vm_memory_high_watermark", "absolute"}, "1MB", "512MB", "mem_alarm"},
}

// alarm has a node run out of something until the test is over.
func alarm(t *testing.T, broker *acctest.Broker, i int, what string) {
	t.Helper()
	of := alarms[what]
	demand := func(limit string, alarmed bool) {
		if out, err := broker.Lab.Rabbitmqctl(context.Background(), i, append(slices.Clone(of.command), limit)...); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		acctest.Await(t, "the alarm to change", func() bool { return broker.Get(t, "nodes", broker.Lab.Nodes[i].Name)[of.shown] == alarmed })
	}
	t.Cleanup(func() { demand(of.relieved, false) })
	demand(of.demand, true)
}

// A broker with a resource alarm reads nothing from whoever publishes: no call may wait for it, and the queue is deleted all the
// same. The cluster is the test's own, since nobody else can publish meanwhile.
func TestAccDeliveryCheckWhileBlocked(t *testing.T) {
	lab.SameOnEveryBroker(t)
	run := acctest.Start(t)
	broker := acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Nodes: 2}))
	vhost := broker.Vhost(t)
	for what := range alarms {
		t.Run(what, func(t *testing.T) {
			alarm(t, broker, 1, what)
			for _, other := range []string{"", broker.Lab.Nodes[1].AMQPAddress()} {
				r := request(broker, vhost)
				// More than fits into the buffers of a connection that nobody reads.
				r.ConsumeAddress, r.Patience, r.Messages, r.Size = other, 3*time.Second, 200, 1<<18
				_, err := ends(t.Context(), t, r)
				if err == nil || !strings.Contains(err.Error(), "connection.blocked") || !strings.Contains(err.Error(), what) {
					t.Errorf("consuming at %q: %v", other, err)
				}
				nothingIsLeft(t, broker, vhost)
			}
		})
	}
	t.Run("interrupted", func(t *testing.T) {
		alarm(t, broker, 1, "memory")
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r := request(broker, vhost)
		r.Patience = 10 * time.Minute
		go func() {
			for ctx.Err() == nil {
				queues, _ := broker.Get(t, "definitions", vhost)["queues"].([]any)
				// By the second look it has begun to publish.
				time.Sleep(time.Second)
				if len(queues) > 0 {
					cancel()
				}
			}
		}()
		if _, err := ends(ctx, t, r); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		nothingIsLeft(t, broker, vhost)
	})
}

// What the broker refuses, or has no queue for, is not delivered, and none of it is "lost". Whether a queue that expires at once is
// gone before its consumer comes is a matter of chance.
func TestAccDeliveryCheckThatDeliversNothing(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	for name, test := range map[string]struct {
		definition map[string]any
		queueType  string
		want       string
	}{
		"rejected, classic": {map[string]any{"max-length": 0, "overflow": "reject-publish"}, "classic", "confirmed 0; 20 were refused"},
		"gone, classic":     {map[string]any{"expires": 1}, "classic", ""},
		"gone, quorum":      {map[string]any{"expires": 1}, "quorum", ""},
	} {
		broker.Put(t, map[string]any{"pattern": "^terraform", "apply-to": "queues", "definition": test.definition}, "policies", vhost, "p")
		r := request(broker, vhost)
		r.QueueType, r.Patience = test.queueType, 3*time.Second
		report, err := ends(t.Context(), t, r)
		if err == nil && (test.want != "" || report.Consumed != report.Published) || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, %+v", name, err, report)
		}
		nothingIsLeft(t, broker, vhost)
	}
}

// A virtual host that has stopped on the node lets nobody in, whatever permissions they have.
func TestAccDeliveryCheckWhereTheVhostIsDown(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	stop := fmt.Sprintf("rabbit_vhost_sup_sup:stop_and_delete_vhost(<<%q>>).", vhost)
	if out, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", stop); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	_, err := ends(t.Context(), t, request(broker, vhost))
	if err == nil || !strings.Contains(err.Error(), "is down") || errors.Is(err, delivery.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// Streams do not expire, and a virtual host may have them for its default.
func TestAccDeliveryCheckByTheDefaultType(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(3, 11, 0) {
		t.Skipf("RabbitMQ %s has no default type of queue", broker.Version)
	}
	for _, kind := range []string{"classic", "quorum", "stream"} {
		vhost := broker.Vhost(t)
		broker.Put(t, map[string]any{"default_queue_type": kind}, "vhosts", vhost)
		r := request(broker, vhost)
		r.QueueType = ""
		report, err := ends(t.Context(), t, r)
		if err != nil || report.Consumed != 20 {
			t.Errorf("%s: %v, %+v", kind, err, report)
		}
		nothingIsLeft(t, broker, vhost)
	}
}

// Without a majority brokers answer a declaration after half a minute, or never.
func TestAccDeliveryCheckWithoutMajority(t *testing.T) {
	lab.OnceARun(t)
	run := acctest.Start(t)
	broker := acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series}))
	for _, i := range []int{1, 2} {
		if err := broker.Lab.Kill(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	r := request(broker, "/")
	r.Patience = 2 * time.Second
	deleted := ""
	r.Delete = func(_ context.Context, queue string) error { deleted = queue; return errUnknown }
	_, err := ends(t.Context(), t, r)
	var failed *delivery.Error
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	if deleted != "" && !strings.Contains(err.Error(), "it may be left behind") {
		t.Errorf("the queue %q may be left, and the error does not say so: %v", deleted, err)
	}
	t.Log(err)
}
