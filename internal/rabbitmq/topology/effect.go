package topology

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// Target is what policies are for: a queue or an exchange, one that exists or one that is only thought of.
type Target struct {
	Name string
	// Type is a queue's type; empty for an exchange.
	Type QueueType
}

// Effect is what the policies of a virtual host come to for one target.
type Effect struct {
	// User and Operator are the policies that hold; nil where none does.
	User, Operator *Policy
	// Definition is the two merged, by the broker's keys; empty where neither holds.
	Definition map[string]any
	// Ignored are the keys of Definition that do nothing for a target of this type on this version. Keys of plugins are
	// not judged.
	Ignored []string
	// Barred are policies whose pattern matches and which the broker passes over all the same, those of the highest
	// priority first.
	Barred []Barred
	// Tied are names of policies that match as well as the one that holds, with the same priority: which of them holds is
	// chance.
	Tied []string
}

// Barred is a policy that does not hold for queues of a type, because of these of its keys.
type Barred struct {
	Policy Policy
	Keys   []string
}

// Policies are policies of one virtual host whose patterns have been read, once for many targets.
type Policies []readPolicy

type readPolicy struct {
	Policy
	pattern *Pattern
	// err says why the pattern cannot be judged here.
	err error
}

// ReadPolicies reads the patterns of policies, users' and operators' together.
func ReadPolicies(policies []Policy) Policies {
	out := make(Policies, len(policies))
	for i, policy := range policies {
		pattern, err := NewPattern(policy.Pattern)
		out[i] = readPolicy{policy, pattern, err}
	}
	return out
}

// Only are those policies that keep is true for.
func (p Policies) Only(keep func(Policy) bool) Policies {
	return slices.DeleteFunc(slices.Clone(p), func(each readPolicy) bool { return !keep(each.Policy) })
}

// EffectOf says which of the policies hold for a target on brokers of this version, as rabbit_policy:match/2 and
// merge_operator_definitions/2 do (3.8 to 4.3). Definition and PluginDefinition of a policy count alike. The error names the
// policy whose pattern only a broker can judge.
func (p Policies) EffectOf(target Target, version capability.Version) (Effect, error) {
	var effect Effect
	for _, kind := range []PolicyKind{UserPolicy, OperatorPolicy} {
		var holding []Policy
		for _, policy := range p {
			if policy.Kind != kind || !policy.isFor(target) {
				continue
			}
			matches, err := policy.matches(target.Name)
			if err != nil {
				return Effect{}, fmt.Errorf("policy %q: %w", policy.Name, err)
			}
			if !matches {
				continue
			}
			if keys := policy.unfit(target, version); len(keys) > 0 {
				effect.Barred = append(effect.Barred, Barred{policy.Policy, keys})
			} else {
				holding = append(holding, policy.Policy)
			}
		}
		effect.take(kind, holding)
	}
	slices.SortStableFunc(effect.Barred, func(a, b Barred) int { return cmp.Compare(b.Policy.Priority, a.Policy.Priority) })
	effect.Definition = merged(effect.User, effect.Operator)
	effect.Ignored = ignored(effect.Definition, target, version)
	return effect, nil
}

func (p readPolicy) matches(name string) (bool, error) {
	if p.err != nil {
		return false, p.err
	}
	return p.pattern.Matches(name)
}

// take chooses among the policies of one kind that could hold.
func (e *Effect) take(kind PolicyKind, holding []Policy) {
	if len(holding) == 0 {
		return
	}
	best := slices.MaxFunc(holding, func(a, b Policy) int { return cmp.Compare(a.Priority, b.Priority) })
	for _, policy := range holding {
		if policy.Priority == best.Priority && policy.Name != best.Name {
			e.Tied = append(e.Tied, policy.Name)
		}
	}
	if kind == OperatorPolicy {
		e.Operator = &best
	} else {
		e.User = &best
	}
}

// isFor reports whether apply-to includes the target (matches_type/2, matches_queue_type/3).
func (p Policy) isFor(target Target) bool {
	if target.Type == "" {
		return p.ApplyTo == "all" || p.ApplyTo == "exchanges"
	}
	return p.ApplyTo == "all" || p.ApplyTo == "queues" || applyToTypes[p.ApplyTo] == target.Type
}

// applyToTypes are the values of apply-to that select one type of queue.
var applyToTypes = map[string]QueueType{"classic_queues": Classic, "quorum_queues": Quorum, "streams": Stream}

// keys are the names of everything that the policy defines.
func (p Policy) keys() []string {
	all := maps.Clone(p.Definition)
	if all == nil {
		all = map[string]any{}
	}
	maps.Copy(all, p.PluginDefinition)
	return sortedKeys(all)
}

// value is what the policy defines under a key.
func (p *Policy) value(key string) (any, bool) {
	if p == nil {
		return nil, false
	}
	if value, ok := p.Definition[key]; ok {
		return value, true
	}
	value, ok := p.PluginDefinition[key]
	return value, ok
}

// ignored are the known keys that have no effect on the target.
func ignored(definition map[string]any, target Target, version capability.Version) []string {
	var out []string
	for _, name := range sortedKeys(definition) {
		if known, works := keyWorks(name, target, version); known && !works {
			out = append(out, name)
		}
	}
	return out
}

// keyWorks reports whether a key is one of the table, and whether it has an effect on the target.
func keyWorks(name string, target Target, version capability.Version) (known, works bool) {
	for _, key := range policyKeys {
		if key.Name != name {
			continue
		}
		known = true
		fits := key.Exchanges
		if target.Type != "" {
			fits = slices.Contains(key.Types, target.Type)
		}
		works = works || fits && key.Holds(version)
	}
	return known, works
}
