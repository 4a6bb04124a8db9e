package policy

import (
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// kind is what tells the two resources of this package apart.
type kind struct {
	typeName string // in Terraform, after the provider's name
	noun     string // in errors
	plural   string // in errors
	about    string // the resource's description
	listing  string // the list resource's description
	api      management.PolicyKind
	rules    topology.PolicyKind
	keys     []topology.PolicyKey
	block    tfkit.TypedBlock // the block "definition"
}

var user = kind{
	typeName: "policy",
	noun:     "policy",
	plural:   "policies",
	listing: "The policies, whoever set them. Those that mirror queues (before RabbitMQ 4.0) are among them, as `rabbitmqha_policy`: to have " +
		"one as a `rabbitmqha_mirroring_policy`, import it by the same names.",
	api:   management.UserPolicy,
	rules: topology.UserPolicy,
	keys:  keysOf(topology.UserPolicy),
	block: blockOf(topology.UserPolicy),
	about: "A policy: settings for every queue and exchange whose name matches a pattern, changed at once and without " +
		"declaring anything again. Of several policies that match, only the one with the highest `priority` applies; an operator " +
		"policy is merged with it.\n\n" +
		"A definition has typed attributes for every key that RabbitMQ itself knows, and `definition_json` for those of plugins. " +
		"Pattern, values, and what the broker's version knows are checked while planning.",
}

var operator = kind{
	typeName: "operator_policy",
	noun:     "operator policy",
	plural:   "operator policies",
	listing:  "The operator policies, whoever set them.",
	api:      management.OperatorPolicy,
	rules:    topology.OperatorPolicy,
	keys:     keysOf(topology.OperatorPolicy),
	block:    blockOf(topology.OperatorPolicy),
	about: "An operator policy: limits that those who run the broker set for queues whose names match a pattern, whatever " +
		"policies the users of a virtual host set. It is merged with the matching `rabbitmqha_policy`: of two numbers the smaller " +
		"applies, of other values the operator's. Of several operator policies that match, only the one with the highest `priority` applies.\n\n" +
		"It takes fewer keys than a policy does. Pattern, values, and what the broker's version knows are checked while planning.",
}

// keysOf are those that a definition of a kind has attributes for.
func keysOf(rules topology.PolicyKind) []topology.PolicyKey {
	keys := topology.PolicyKeys()
	if rules == topology.OperatorPolicy {
		keys = slices.DeleteFunc(keys, func(key topology.PolicyKey) bool { return !key.Operator })
	}
	return keys
}

// blockOf is the block "definition" of a kind.
func blockOf(rules topology.PolicyKind) tfkit.TypedBlock {
	var keys []tfkit.Key
	for _, key := range keysOf(rules) {
		keys = append(keys, tfkit.Key{Name: key.Name, Attribute: key.Attribute, Kind: key.Kind})
	}
	return tfkit.NewTypedBlock(keys)
}

// versions are those in which the broker knows a key in a policy of this kind.
func (k kind) versions(key topology.PolicyKey) topology.Span {
	if k.rules == topology.OperatorPolicy {
		return key.Operators
	}
	return key.Span
}
