package topology

import (
	"fmt"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// shovelArguments are the names that a shovel's queue-args and consumer-args may have before RabbitMQ 4.2.5, which answers "Unrecognised
// terms" to any other: declare_args/0 and consume_args/0 of rabbit_amqqueue.
var shovelArguments = map[string]map[string]Span{
	"queue-args": {
		"x-expires": {}, "x-message-ttl": {}, "x-dead-letter-exchange": {}, "x-dead-letter-routing-key": {}, "x-max-length": {},
		"x-max-length-bytes": {}, "x-max-in-memory-length": {}, "x-max-in-memory-bytes": {}, "x-max-priority": {}, "x-overflow": {},
		"x-queue-mode": {}, "x-single-active-consumer": {}, "x-queue-type": {}, "x-quorum-initial-group-size": {},
		"x-max-age": from(3, 9, 0), "x-stream-max-segment-size-bytes": from(3, 9, 0), "x-initial-cluster-size": from(3, 9, 0),
		"x-queue-leader-locator": from(3, 9, 0), "x-dead-letter-strategy": from(3, 10, 0), "x-queue-version": from(3, 10, 0),
		"x-stream-filter-size-bytes": from(3, 13, 0),
	},
	"consumer-args": {"x-priority": {}, "x-cancel-on-ha-failover": until(rabbitMQ40), "x-stream-offset": from(3, 9, 0)},
}

// crashingArguments are those at which RabbitMQ before 4.2.5 crashes, and answers status 500 without a reason: its shovel calls
// check_dlxrk_arg/2 and check_max_age_arg/2 of rabbit_amqqueue with name and value, and these expect value and table. Other
// checks of that module get the same, find nothing, and pass every value.
var crashingArguments = map[string]string{
	"x-dead-letter-routing-key": "Declare the queue with rabbitmqha_queue, where dead_letter_routing_key works, or set that in a policy",
	"x-max-age":                 "Declare the stream with rabbitmqha_queue, where max_age works, or set that in a policy",
}

// ShovelFailure is what to do about a shovel that a broker answers status 500 to.
const ShovelFailure = "RabbitMQ before 4.2.5 answers so to a shovel whose src-queue-args or dest-queue-args have " +
	"x-dead-letter-routing-key or x-max-age. Declare the queue with rabbitmqha_queue, or set these in a policy, and leave them out of " +
	"the shovel. Otherwise the broker's log says why its check of the value failed."

// arguments are what one end says of its queue or its consumer, by attribute.
func (e side) arguments(kind string) (attribute string, values map[string]any) {
	values, _ = e.Values[e.prefix+kind].(map[string]any)
	return e.block + "." + strings.Replace(strings.Replace(kind, "-", "_", 1), "_args", "_arguments", 1), values
}

// checkArguments finds values that no queue can be declared with. RabbitMQ refuses them from 4.2.5; before, the shovel is made and
// cannot declare its queue.
func (e side) checkArguments() []Problem {
	var problems []Problem
	at, values := e.arguments("queue-args")
	for _, name := range sortedKeys(values) {
		argument, known := ArgumentByName(name)
		if _, checked := shovelArguments["queue-args"][name]; !known || !checked {
			continue
		}
		if want := argument.complaint(argument.Kind, values[name]); want != "" {
			problems = append(problems, Problem{
				Attribute: at, Summary: fmt.Sprintf("%s cannot be %s", name, shown(values[name])),
				Detail: fmt.Sprintf("The argument %s must be %s. In JSON \"5\" is a string and 5 a number.", name, want),
			})
		}
	}
	_, key := values["x-dead-letter-routing-key"]
	if _, exchange := values["x-dead-letter-exchange"]; key && !exchange {
		problems = append(problems, Problem{
			Attribute: at, Summary: "x-dead-letter-routing-key needs x-dead-letter-exchange",
			Detail: "RabbitMQ declares no queue with a dead-letter routing key and no dead-letter exchange. Set that, too (\"\" is the default " +
				"exchange).",
		})
	}
	return problems
}

// checkArgumentsOn finds arguments at which a broker of this version crashes, and those that it does not know.
func (e side) checkArgumentsOn(b capability.Broker) []Problem {
	if b.ShovelArguments {
		return nil
	}
	var problems []Problem
	for _, kind := range []string{"queue-args", "consumer-args"} {
		at, values := e.arguments(kind)
		for _, name := range sortedKeys(values) {
			span, known := shovelArguments[kind][name]
			if instead, crashes := crashingArguments[name]; crashes && kind == "queue-args" && span.Holds(b.Version) {
				problems = append(problems, Problem{
					Attribute: at, Summary: fmt.Sprintf("RabbitMQ %s fails at a shovel with %s", b.Version, name),
					Detail: fmt.Sprintf("RabbitMQ before 4.2.5 answers status 500 without a reason to a shovel whose %s%s have %s; this broker runs %s. "+
						"%s, and leave it out here: a queue that exists is used as it is.", e.prefix, kind, name, b.Version, instead),
				})
			} else if !known || !span.Holds(b.Version) {
				problems = append(problems, Problem{
					Attribute: at, Summary: fmt.Sprintf("RabbitMQ %s takes no %s in a shovel", b.Version, name),
					Detail: fmt.Sprintf("A shovel's %s%s may have any argument from RabbitMQ 4.2.5 on; this broker runs %s, and refuses those that it "+
						"does not check itself. Leave %s out%s.", e.prefix, kind, b.Version, name, map[string]string{
						"queue-args": ", or declare the queue with rabbitmqha_queue: one that exists is used as it is"}[kind]),
				})
			}
		}
	}
	return problems
}
