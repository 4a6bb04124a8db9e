package topology

import (
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// maxPrefetch is the greatest prefetch count that AMQP 0-9-1 can carry (a short).
const maxPrefetch = 65_535

// federationKeys follows shared_validation/0 of rabbit_federation_parameters at RabbitMQ's release tags, and
// from_upstream_or_set/4 of rabbit_federation_upstream for what holds when a key is absent. The URI is not among them.
var federationKeys = []ParameterKey{
	{
		Name: "exchange", Attribute: "exchange", Kind: String, Limits: entity(),
		Description: "Name of the exchange on the upstream broker. The name of the federated exchange when absent.",
	}, {
		Name: "queue", Attribute: "queue", Kind: String, Limits: entity(),
		Description: "Name of the queue on the upstream broker. The name of the federated queue when absent.",
	}, {
		Name: "consumer-tag", Attribute: "consumer_tag", Kind: String,
		Description: "Consumer tag of the link on the upstream broker. `federation-link-` and the upstream's name when absent.",
	}, {
		Name: "prefetch-count", Attribute: "prefetch_count", Kind: Int, Limits: between(0, maxPrefetch),
		Description: "The most messages that a link has taken and not yet acknowledged, 0 (no limit) to 65 535. 1000 when absent.",
	}, {
		Name: "reconnect-delay", Attribute: "reconnect_delay", Kind: Int, Limits: atLeast(0),
		Description: "How long a link waits before it connects again, in seconds. 5 when absent.",
	}, {
		Name: "max-hops", Attribute: "max_hops", Kind: Int, Limits: atLeast(1),
		Description: "Over how many links a message may go before it is dropped. 1 when absent. Federated exchanges only.",
	}, {
		Name: "expires", Attribute: "expires", Kind: Int, Limits: between(1, tenYears),
		Description: "How long the upstream's own queue for the link lives without it, in milliseconds. It collects what is " +
			"published meanwhile, and is deleted with it. For ever when absent. Federated exchanges only.",
	}, {
		Name: "message-ttl", Attribute: "message_ttl", Kind: Int, Limits: between(0, tenYears),
		Description: "How long messages wait in the upstream's own queue for the link, in milliseconds. For ever when absent. " +
			"Federated exchanges only.",
	}, {
		Name: "trust-user-id", Attribute: "trust_user_id", Kind: Bool,
		Description: "Whether messages keep the user id that the upstream has validated. `false` when absent: it is removed.",
	}, {
		Name: "ack-mode", Attribute: "ack_mode", Kind: String, Limits: oneOf("on-confirm", "on-publish", "no-ack"),
		Description: "When a link acknowledges to the upstream: `on-confirm` (the default) loses no message when a broker or the " +
			"network fails, `on-publish` not when the network does, `no-ack` loses some either way.",
	}, {
		Name: "resource-cleanup-mode", Attribute: "resource_cleanup_mode", Kind: String, Limits: oneOf("default", "never"), Span: from(3, 8, 4),
		Description: "Whether the upstream's own queue for the link is deleted when the federation ends: `default`, or `never`.",
	}, {
		Name: "queue-type", Attribute: "queue_type", Kind: String, Limits: oneOf("classic", "quorum"), Span: from(3, 13, 1),
		Description: "Type of the upstream's own queue for the link: `classic` (the default) or `quorum`, which survives a lost " +
			"node. Federated exchanges only.",
	}, {
		Name: "ha-policy", Attribute: "ha_policy", Kind: String,
		Span:        until(capability.Version{Major: 3, Minor: 13, Patch: 1}),
		Description: "Kept by old brokers as argument `x-ha-policy` of the upstream's own queue for the link, and ignored.",
	}, {
		Name: "bind-nowait", Attribute: "bind_nowait", Kind: Bool,
		Description: "Whether a link binds at the upstream without waiting for the answer, which starts exchanges with very many " +
			"bindings sooner. `false` when absent.",
	}, {
		Name: "channel-use-mode", Attribute: "channel_use_mode", Kind: String, Limits: oneOf("multiple", "single"), Span: from(3, 8, 13),
		Description: "Whether a link takes `multiple` channels at the upstream (the default), or a `single` one for messages and " +
			"bindings.",
	},
}

// FederationKeys lists the keys of a federation upstream, in the order of the documentation. An upstream set may repeat
// each of them for one of its upstreams.
func FederationKeys() []ParameterKey { return slices.Clone(federationKeys) }

// CheckFederationUpstream finds what no broker accepts, or what none can do. other is the user's own JSON.
func CheckFederationUpstream(uris []string, values, other map[string]any) []Problem {
	problems := checkURIs("uris", AMQP091, uris)
	problems = append(problems, checkParameterKeys("", federationKeys, values)...)
	return append(problems, checkOtherKeys(federationAttributes("uri", "uris"), other)...)
}

// federationAttributes tells the attribute of every key of the table, and of one more.
func federationAttributes(name, attribute string) map[string]string {
	attributes := map[string]string{name: attribute}
	for _, key := range federationKeys {
		attributes[key.Name] = key.Attribute
	}
	return attributes
}

// CheckFederationUpstreamOn finds what a broker of this version does not know.
func CheckFederationUpstreamOn(values map[string]any, b capability.Broker) []Problem {
	return checkParameterKeysOn("", "", federationKeys, values, b)
}

// UpstreamInSet is one upstream of a set, with the keys that the set says otherwise for it.
type UpstreamInSet struct {
	Name   string // empty when not known yet
	Values map[string]any
	Other  map[string]any // the user's own JSON
}

// CheckUpstreamSet finds what no broker accepts, or what none can do.
func CheckUpstreamSet(name string, upstreams []UpstreamInSet) []Problem {
	var problems []Problem
	if name == "all" {
		problems = append(problems, Problem{
			Attribute: "name", Summary: "The upstream set \"all\" is the broker's own",
			Detail: "RabbitMQ takes \"all\" for every upstream of the virtual host, and never looks at a set of that name. Choose another " +
				"name, or leave the resource out and write federation_upstream_set = \"all\" in the policy.",
		})
	}
	for _, upstream := range upstreams {
		problems = append(problems, inSet(upstream, checkParameterKeys("", federationKeys, upstream.Values))...)
		problems = append(problems, inSet(upstream, checkOtherKeys(federationAttributes("upstream", "name"), upstream.Other))...)
	}
	return problems
}

// CheckUpstreamSetOn finds what a broker of this version does not know.
func CheckUpstreamSetOn(upstreams []UpstreamInSet, b capability.Broker) []Problem {
	var problems []Problem
	for _, upstream := range upstreams {
		problems = append(problems, inSet(upstream, checkParameterKeysOn("", "", federationKeys, upstream.Values, b))...)
	}
	return problems
}

// inSet says for which upstream the problems are: a list of blocks has no names for paths.
func inSet(upstream UpstreamInSet, problems []Problem) []Problem {
	for i := range problems {
		problems[i].Detail = fmt.Sprintf("In the block for the upstream %q: %s", upstream.Name, problems[i].Detail)
		problems[i].Attribute = "upstream"
	}
	return problems
}
