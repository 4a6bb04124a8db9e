package topology

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func TestArgumentsOfShovels(t *testing.T) {
	key := values{"x-dead-letter-routing-key": "k", "x-dead-letter-exchange": "d"}
	for name, test := range map[string]struct {
		version string
		from    values
		want    string
	}{
		"routing key before the mend": {"4.2.4", values{"src-queue-args": key},
			"source.queue_arguments: RabbitMQ 4.2.4 fails at a shovel with x-dead-letter-routing-key"},
		"routing key on the oldest": {"3.8.12", values{"src-queue-args": key},
			"source.queue_arguments: RabbitMQ 3.8.12 fails at a shovel with x-dead-letter-routing-key"},
		"routing key after it":   {"4.2.5", values{"src-queue-args": key}, ""},
		"age before the mend":    {"3.10.8", values{"src-queue-args": values{"x-max-age": "7D", "x-queue-type": "stream"}}, "source.queue_arguments: RabbitMQ 3.10.8 fails at a shovel with x-max-age"},
		"age before streams":     {"3.8.35", values{"src-queue-args": values{"x-max-age": "7D"}}, "source.queue_arguments: RabbitMQ 3.8.35 takes no x-max-age in a shovel"},
		"age after it":           {"4.3.0", values{"src-queue-args": values{"x-max-age": "7D"}}, ""},
		"what passes everywhere": {"3.10.8", values{"src-queue-args": values{"x-queue-type": "quorum", "x-message-ttl": json.Number("5"), "x-dead-letter-exchange": "d"}}, ""},
		"unknown argument":       {"4.1.8", values{"src-queue-args": values{"x-delivery-limit": json.Number("5")}}, "source.queue_arguments: RabbitMQ 4.1.8 takes no x-delivery-limit in a shovel"},
		"unknown, after it":      {"4.2.9", values{"src-queue-args": values{"x-delivery-limit": json.Number("5")}}, ""},
		"unknown, of a consumer": {"3.13.7", values{"src-consumer-args": values{"x-consumer-timeout": json.Number("5")}}, "source.consumer_arguments: RabbitMQ 3.13.7 takes no x-consumer-timeout in a shovel"},
		"of a consumer":          {"3.10.8", values{"src-consumer-args": values{"x-stream-offset": "first", "x-priority": json.Number("5")}}, ""},
		"routing key alone":      {"4.3.0", values{"src-queue-args": values{"x-dead-letter-routing-key": "k"}}, "source.queue_arguments: x-dead-letter-routing-key needs x-dead-letter-exchange"},
		"text for a number":      {"4.3.0", values{"src-queue-args": values{"x-max-length": "5"}}, `source.queue_arguments: x-max-length cannot be "5"`},
		"no age":                 {"4.3.0", values{"src-queue-args": values{"x-max-age": "7 days"}}, `source.queue_arguments: x-max-age cannot be "7 days"`},
		"not known yet":          {"3.10.8", values{"src-queue-args": Unknown}, ""},
	} {
		s := shovelOf(test.from, nil)
		if got := said(append(CheckShovel(s), CheckShovelOn(s, capability.Of(version(t, test.version)))...)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
	s := shovelOf(nil, values{"dest-queue-args": key})
	got := CheckShovelOn(s, capability.Of(version(t, "3.10.8")))
	if len(got) != 1 || got[0].Attribute != "destination.queue_arguments" || !strings.Contains(got[0].Detail, "rabbitmqha_queue") {
		t.Errorf("at the destination: %+v", got)
	}
}
