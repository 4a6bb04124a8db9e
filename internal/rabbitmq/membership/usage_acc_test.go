package membership_test

import (
	"context"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// The process of a queue knows at once what it holds, ready or not acknowledged, and who consumes. That statistics would need
// seconds for the same is what makes this worth asking.
func TestAccQueueCountsAreExact(t *testing.T) {
	lab.SameOnEveryBroker(t)
	t.Parallel()
	tr := newTrial(t, 1)
	node := tr.nodes[0]
	for kind, arguments := range map[string]amqp.Table{"classic": {}, "quorum": {"x-queue-type": "quorum"}} {
		name := kind + " / é"
		expect := func(what string, want usage.Verdict) {
			t.Helper()
			counts, err := tr.cluster.QueueCounts(t.Context(), node, "/", name)
			if got := usage.Of(counts, usage.MessagesAndConsumers); err != nil || got != want {
				t.Errorf("%s, %s: %+v, %v; want %+v", kind, what, got, err, want)
			}
		}
		expect("not declared", usage.Of(usage.Queue{}, usage.MessagesAndConsumers))
		channel := tr.channel(0)
		if _, err := channel.QueueDeclare(name, true, false, false, false, arguments); err != nil {
			t.Fatal(err)
		}
		empty := usage.Verdict{Answer: usage.Unused, Cause: usage.Empty, Reason: "holds no messages and has no consumers"}
		expect("declared", empty)
		publish(t, channel, name)
		expect("a message", usage.Verdict{Answer: usage.InUse, Cause: usage.HoldsMessages, Reason: "holds 1 message"})
		delivery, got, err := channel.Get(name, false)
		if err != nil || !got {
			t.Fatalf("no message: %v", err)
		}
		counts, err := tr.cluster.QueueCounts(t.Context(), node, "/", name)
		if verdict := usage.Of(counts, usage.Messages); err != nil || verdict.Cause != usage.HoldsMessages {
			t.Errorf("%s, a message that is not acknowledged: %+v, %v", kind, verdict, err)
		}
		if err := delivery.Ack(false); err != nil {
			t.Fatal(err)
		}
		if _, err := channel.Consume(name, "c", true, false, false, false, nil); err != nil {
			t.Fatal(err)
		}
		expect("a consumer", usage.Verdict{Answer: usage.InUse, Cause: usage.HasConsumers, Reason: "has 1 consumer and holds no messages"})
		if err := channel.Cancel("c", false); err != nil {
			t.Fatal(err)
		}
		expect("unused", empty)
	}
}

// A quorum queue without a majority does not answer, and is unknown.
func TestAccQueueCountsWithoutAMajority(t *testing.T) {
	lab.OnceARun(t)
	t.Parallel()
	tr := newTrial(t, 3)
	for _, node := range tr.nodes[1:] {
		tr.join(membership.JoinRequest{Node: node, Through: tr.nodes[:1]})
	}
	channel := tr.channel(0)
	if _, err := channel.QueueDeclare("q", true, false, false, false, amqp.Table{"x-queue-type": "quorum", "x-quorum-initial-group-size": 3}); err != nil {
		t.Fatal(err)
	}
	publish(t, channel, "q")
	for _, node := range []int{1, 2} {
		if err := tr.lab.Kill(t.Context(), node); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	counts, err := tr.cluster.QueueCounts(ctx, tr.nodes[0], "/", "q")
	if got := usage.Of(counts, usage.MessagesAndConsumers); got.Answer != usage.Unknown {
		t.Errorf("%+v, %v", got, err)
	}
}

func publish(t *testing.T, channel *amqp.Channel, queue string) {
	t.Helper()
	if err := channel.Confirm(false); err != nil {
		t.Fatal(err)
	}
	confirmation, err := channel.PublishWithDeferredConfirm("", queue, true, false, amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte("one")})
	if err != nil {
		t.Fatal(err)
	}
	if !confirmation.Wait() {
		t.Fatalf("queue %q did not take a message", queue)
	}
}
