package delivery_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
)

func request(broker *acctest.Broker, vhost string) delivery.Request {
	return delivery.Request{
		Address: broker.Lab.Nodes[0].AMQPAddress(), Vhost: vhost, Username: broker.Lab.Username, Password: broker.Lab.Password,
		QueueType: "quorum", Messages: 20, Size: 100, Patience: 30 * time.Second,
	}
}

func TestAccDeliveryCheck(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	last := broker.Lab.Nodes[len(broker.Lab.Nodes)-1]
	for _, queueType := range []string{"quorum", "classic", ""} {
		r := request(broker, vhost)
		r.QueueType, r.ConsumeAddress = queueType, last.AMQPAddress()
		r.NodeOf = func(_ context.Context, queue string) (string, error) {
			if !strings.HasPrefix(queue, "amq.gen-") {
				t.Errorf("asked for queue %q", queue)
			}
			node, _ := broker.Get(t, "queues", vhost, queue)["node"].(string)
			return node, nil
		}
		report, err := delivery.Check(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if report.Published != 20 || report.Confirmed != 20 || report.Consumed != 20 || report.Duplicated != 0 || report.Lost() != 0 {
			t.Errorf("%q: %+v", queueType, report)
		}
		if report.Node != broker.Lab.Nodes[0].Name || report.ConsumeNode != last.Name || report.Version != broker.Version.String() {
			t.Errorf("%q: %+v", queueType, report)
		}
		if c, d := report.Confirmation, report.Delivery; c.Median <= 0 || c.Longest < c.Median || d.Median <= 0 || d.Longest < d.Median {
			t.Errorf("%q: %+v", queueType, report)
		}
	}
	nothingIsLeft(t, broker, vhost)
}

func TestAccDeliveryCheckSaysWhatFailed(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	// A port that nobody takes; one that was just given back may be another test's by then.
	const closed = "127.0.0.1:1"
	for name, test := range map[string]struct {
		change func(*delivery.Request)
		want   string
	}{
		"nobody listens":  {func(r *delivery.Request) { r.Address = closed }, "connect at " + closed},
		"nobody answers":  {func(r *delivery.Request) { r.Address, r.Patience = silent.Addr().String(), time.Second }, "no answer in time"},
		"wrong password":  {func(r *delivery.Request) { r.Password = "wrong" }, `log in as "` + broker.Lab.Username + `"`},
		"no such vhost":   {func(r *delivery.Request) { r.Vhost = "no such" }, `virtual host "no such"`},
		"no such type":    {func(r *delivery.Request) { r.QueueType = "lazy" }, "declare the queue"},
		"nobody takes it": {func(r *delivery.Request) { r.ConsumeAddress = closed }, "connect at " + closed},
		"the node is unknown": {func(r *delivery.Request) {
			r.NodeOf = func(context.Context, string) (string, error) { return "", errUnknown }
		}, errUnknown.Error()},
	} {
		r := request(broker, vhost)
		test.change(&r)
		_, err := delivery.Check(t.Context(), r)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), broker.Lab.Password) {
			t.Errorf("%s: %v", name, err)
		}
	}
	nothingIsLeft(t, broker, vhost)
}

func nothingIsLeft(t *testing.T, broker *acctest.Broker, vhost string) {
	t.Helper()
	if queues, _ := broker.Get(t, "definitions", vhost)["queues"].([]any); len(queues) > 0 {
		t.Errorf("left behind: %v", queues)
	}
}

var errUnknown = errors.New("nobody knows")

// A user who lacks a permission is told which, and the queue is deleted all the same.
func TestAccDeliveryCheckWithoutPermission(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	user := "checker-of-" + vhost
	broker.Put(t, map[string]any{"password": "of-the-checker", "tags": ""}, "users", user)
	t.Cleanup(func() { broker.Delete(t, "users", user) })
	for name, test := range map[string]struct{ configure, write, read, doing string }{
		"to configure": {"^$", ".*", ".*", "declare the queue"},
		"to write":     {".*", "^$", ".*", "exchange 'amq.default'"},
		"to read":      {".*", ".*", "^$", "consume from the queue"},
	} {
		broker.Put(t, map[string]any{"configure": test.configure, "write": test.write, "read": test.read}, "permissions", vhost, user)
		for _, other := range []string{"", broker.Lab.Nodes[len(broker.Lab.Nodes)-1].AMQPAddress()} {
			r := request(broker, vhost)
			r.Username, r.Password, r.ConsumeAddress, r.Messages = user, "of-the-checker", other, 1000
			_, err := delivery.Check(t.Context(), r)
			if err == nil || !strings.Contains(err.Error(), test.doing) || !strings.Contains(err.Error(), "ACCESS_REFUSED") ||
				!errors.Is(err, delivery.ErrRefused) {
				t.Errorf("%s: %v", name, err)
			}
			nothingIsLeft(t, broker, vhost)
		}
	}
}
