package conversion

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// policyFindings compare what policies come to for the queue as it is, and for a quorum queue of its name.
func (a *Assessor) policyFindings(q Queue) []Finding {
	policies, version := a.cluster.Policies[q.Vhost], a.cluster.Broker.Version
	now, err := policies.EffectOf(topology.Target{Name: q.Name.Name, Type: topology.Classic}, version)
	if err != nil {
		return []Finding{found("policy_unknown", fmt.Sprintf("Which policies apply is not known: %v.", err))}
	}
	then, err := policies.EffectOf(topology.Target{Name: q.Name.Name, Type: topology.Quorum}, version)
	if err != nil {
		return []Finding{found("policy_unknown", fmt.Sprintf("Which policies would apply is not known: %v.", err))}
	}
	var out []Finding
	for _, pair := range []struct {
		kind      string
		now, then *topology.Policy
	}{{"policy", now.User, then.User}, {"operator policy", now.Operator, then.Operator}} {
		if same(pair.now, pair.then) {
			continue
		}
		if pair.now != nil && !mirrorsOnly(*pair.now) {
			out = append(out, found("policy_ends", fmt.Sprintf("The %s %q applies now, and not to a quorum queue.", pair.kind, pair.now.Name)))
		}
		if pair.then != nil {
			out = append(out, found("policy_begins", fmt.Sprintf("The %s %q would apply to a quorum queue, and does not now.", pair.kind, pair.then.Name)))
		}
	}
	lost := slices.DeleteFunc(then.Ignored, func(key string) bool { return mirrors(key) || slices.Contains(now.Ignored, key) })
	if len(lost) > 0 {
		out = append(out, found("policy_key_ignored", fmt.Sprintf("A quorum queue ignores %s of its policy.", strings.Join(lost, ", "))))
	}
	return append(out, a.limitFindings(q, then)...)
}

// limitFindings are about what quorum queues do with messages that classic ones do not.
func (a *Assessor) limitFindings(q Queue, then topology.Effect) []Finding {
	var out []Finding
	_, byArgument := q.Arguments["x-delivery-limit"]
	_, byPolicy := then.Definition["delivery-limit"]
	if a.cluster.Broker.UnlimitedDelivery && !byArgument && !byPolicy {
		out = append(out, found("delivery_limit", "Neither an argument nor a policy sets a delivery limit: it becomes 20."))
	}
	if ttl, _ := topology.ArgumentByName("x-message-ttl"); !takes(ttl, a.cluster.Broker.Version) {
		out = append(out, found("expiration_ignored", fmt.Sprintf("Quorum queues of RabbitMQ %s ignore the property expiration.", a.cluster.Broker.Version)))
	}
	return out
}

func same(a, b *topology.Policy) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Name == b.Name
}

func mirrors(key string) bool { return strings.HasPrefix(key, "ha-") }

// mirrorsOnly reports whether a policy does nothing but mirror classic queues, which a quorum queue needs no policy for.
func mirrorsOnly(policy topology.Policy) bool {
	for _, definition := range []map[string]any{policy.Definition, policy.PluginDefinition} {
		for key := range definition {
			if !mirrors(key) {
				return false
			}
		}
	}
	return true
}
