package topology

import (
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// merged is what a user's and an operator's policy define together (rabbit_policy:merge_operator_definitions/2).
func merged(user, operator *Policy) map[string]any {
	out := map[string]any{}
	for _, policy := range []*Policy{user, operator} {
		if policy == nil {
			continue
		}
		for _, key := range policy.keys() {
			own, byUser := user.value(key)
			theirs, byOperator := operator.value(key)
			switch {
			case byUser && byOperator:
				out[key] = stricter(key, own, theirs)
			case byUser:
				out[key] = own
			default:
				out[key] = theirs
			}
		}
	}
	return out
}

// stricter is what holds where both policies have a key: the smaller of two numbers, but for a delivery limit below zero,
// which is none; in everything else the operator's word (rabbit_policies:merge_policy_value/3).
func stricter(key string, user, operator any) any {
	own, isOwn := integer(user)
	theirs, isTheirs := integer(operator)
	if !isOwn || !isTheirs || key == "queue-version" {
		return operator
	}
	least, most := user, operator
	if theirs < own {
		least, most = operator, user
	}
	if key == "delivery-limit" && min(own, theirs) < 0 {
		return most
	}
	return least
}

// unfit are those keys of a policy that keep it, as a whole, from a queue of the target's type.
func (p Policy) unfit(target Target, version capability.Version) []string {
	if target.Type == "" {
		return nil
	}
	var out []string
	for _, key := range p.keys() {
		if target.Type == Quorum && version.Compare(rabbitMQ39) < 0 {
			if !slices.Contains(quorumKeys38, key) {
				out = append(out, key)
			}
			continue
		}
		if span, ok := unfitKeys[target.Type][key]; ok && span.Holds(version) {
			out = append(out, key)
		}
	}
	return out
}

var rabbitMQ39 = capability.Version{Major: 3, Minor: 9}

// quorumKeys38 are all that a policy may have to hold for a quorum queue of 3.8
// (rabbit_quorum_queue:is_policy_applicable/2).
var quorumKeys38 = []string{
	"max-length", "max-length-bytes", "max-in-memory-length", "max-in-memory-bytes", "delivery-limit", "dead-letter-exchange",
	"dead-letter-routing-key",
}

// unfitKeys are the unsupported_policies of capabilities/0 of rabbit_classic_queue, rabbit_quorum_queue and
// rabbit_stream_queue, read at the release tags of 3.9 to 4.3: a policy with one of them is passed over by queues of that type.
var unfitKeys = func() map[QueueType]map[string]Span {
	since39, since310, since3127, since43 := from(3, 9, 0), from(3, 10, 0), from(3, 12, 7), from(4, 3, 0)
	out := map[QueueType]map[string]Span{
		Classic: {"queue-leader-locator": since39.before(rabbitMQ40)},
		Quorum: {
			"message-ttl":            since39.before(capability.Version{Major: 3, Minor: 10}),
			"queue-leader-locator":   since39.before(capability.Version{Major: 3, Minor: 10}),
			"single-active-consumer": since39.before(capability.Version{Major: 4, Minor: 2}),
		},
		Stream: {"single-active-consumer": since39.before(capability.Version{Major: 4, Minor: 2})},
	}
	for span, byType := range map[Span]map[QueueType][]string{
		since39: {
			Classic: {"max-age", "stream-max-segment-size-bytes", "initial-cluster-size"},
			Quorum: {
				"max-priority", "queue-mode", "ha-mode", "ha-params", "ha-sync-mode", "ha-promote-on-shutdown", "ha-promote-on-failure",
				"queue-master-locator", "max-age", "stream-max-segment-size-bytes", "initial-cluster-size",
			},
			Stream: {
				"expires", "message-ttl", "dead-letter-exchange", "dead-letter-routing-key", "max-length", "max-in-memory-length",
				"max-in-memory-bytes", "max-priority", "overflow", "queue-mode", "delivery-limit", "ha-mode", "ha-params",
				"ha-sync-mode", "ha-promote-on-shutdown", "ha-promote-on-failure", "queue-master-locator",
			},
		},
		since310:  {Classic: {"delivery-limit", "dead-letter-strategy"}, Stream: {"dead-letter-strategy"}},
		since3127: {Classic: {"max-in-memory-length", "max-in-memory-bytes", "target-group-size"}, Stream: {"target-group-size"}},
		since43: {
			Classic: {"selector-fields", "selector-field-max-bytes"}, Quorum: {"selector-fields", "selector-field-max-bytes"},
			Stream: {"selector-fields", "selector-field-max-bytes"},
		},
	} {
		for queueType, keys := range byType {
			for _, key := range keys {
				out[queueType][key] = span
			}
		}
	}
	return out
}()
