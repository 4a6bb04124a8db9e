package topology

import (
	"maps"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// CheckPolicyWhole finds what is wrong with the keys of a policy taken together, on every version that knows all of them:
// RabbitMQ applies a policy to a queue only if the queue's type takes every key of it (rabbit_policy:match/2 and
// rabbit_amqqueue:is_policy_applicable/2, 3.8 to 4.3), and stores any other without a word. It needs no broker.
//
// Problems may concern policies that stand already, so that they belong in a plan and not in a validation.
func CheckPolicyWhole(p Policy) []Problem {
	var brokers []capability.Broker
	for _, version := range policyChanges() {
		if b := capability.Of(version); p.knownTo(b) {
			brokers = append(brokers, b)
		}
	}
	if len(brokers) == 0 {
		return nil
	}
	return slices.DeleteFunc(checkWhole(p, brokers[len(brokers)-1]), func(newest Problem) bool {
		return slices.ContainsFunc(brokers, func(b capability.Broker) bool { return !says(checkWhole(p, b), newest) })
	})
}

// says reports whether a problem is among others, in whatever words its detail is.
func says(problems []Problem, one Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool {
		return p.Attribute == one.Attribute && p.Summary == one.Summary && p.Warning == one.Warning
	})
}

// policyChanges are the versions, in their order, from which on policies are taken otherwise than before.
func policyChanges() []capability.Version {
	at := map[capability.Version]bool{{Major: 3, Minor: 8}: true, rabbitMQ39: true}
	note := func(span Span) { at[span.Since], at[span.Until] = true, true }
	for _, key := range policyKeys {
		note(key.Span)
		note(key.Operators)
	}
	for _, keys := range unfitKeys {
		for _, span := range keys {
			note(span)
		}
	}
	delete(at, capability.Version{})
	return slices.SortedFunc(maps.Keys(at), capability.Version.Compare)
}

// knownTo reports whether a broker has the policy's apply_to and every key of it that has a row in the table.
func (p Policy) knownTo(b capability.Broker) bool {
	return len(checkApplyToOn(p, b)) == 0 && !slices.ContainsFunc(policyKeys, func(key PolicyKey) bool {
		value, set := p.Definition[key.Name]
		return set && key.carries(value) && checkKeyOn(p.Kind, key, value, b) != nil
	})
}

// reach is how one type of queue takes a policy, or how exchanges do (the empty type).
type reach struct {
	target QueueType
	unfit  []string // keys that keep the whole policy from it
	works  []string // other keys, which have an effect on it or would have
}

// reaches is how everything that apply_to selects takes the policy on one broker; nothing where apply_to is not known yet.
func (p Policy) reaches(b capability.Broker) []reach {
	var out []reach
	for _, target := range []QueueType{Classic, Quorum, Stream, ""} {
		if !p.isFor(Target{Type: target}) || target == Stream && !b.Streams {
			continue
		}
		r := reach{target: target, unfit: p.unfit(Target{Type: target}, b.Version)}
		for _, key := range p.keys() {
			if _, works := keyWorks(key, Target{Type: target}, b.Version); works && !slices.Contains(r.unfit, key) {
				r.works = append(r.works, key)
			}
		}
		out = append(out, r)
	}
	return out
}

// checkWhole judges the policy's keys together on one broker. What a plugin brings may do something wherever the policy
// applies.
//
// Few everyday policies have keys for every type: message_ttl is not for streams, and a policy with it leaves them out. That
// is no surprise, because nothing in it is for streams. So only this is said: that a policy applies to nothing at all, that
// a key does nothing because of another one, and that classic or quorum queues go without a key that would work there.
func checkWhole(p Policy, b capability.Broker) []Problem {
	all := p.reaches(b)
	if len(all) == 0 || p.Partial {
		return nil
	}
	foreign := slices.ContainsFunc(p.keys(), func(key string) bool { known, _ := keyWorks(key, Target{}, b.Version); return !known })
	var taking, leftOut []reach
	for _, r := range all {
		switch {
		case len(r.unfit) > 0:
			leftOut = append(leftOut, r)
		case r.target != "" || len(r.works) > 0 || foreign:
			taking = append(taking, r)
		}
	}
	alive := map[string]bool{}
	for _, r := range taking {
		for _, key := range r.works {
			alive[key] = true
		}
	}
	if len(leftOut) > 0 && len(alive) == 0 && (len(taking) == 0 || !foreign) {
		return []Problem{p.appliesToNothing(leftOut)}
	}
	var dead []string
	for _, r := range leftOut {
		for _, key := range r.works {
			if !alive[key] && !slices.Contains(dead, key) {
				dead = append(dead, key)
			}
		}
	}
	slices.Sort(dead)
	if len(dead) > 0 {
		return []Problem{p.withoutEffect(dead, taking, leftOut)}
	}
	var problems []Problem
	for _, r := range leftOut {
		if len(r.works) > 0 && r.target != Stream && !mirror(r.unfit) {
			problems = append(problems, p.passesOver(r, taking, b))
		}
	}
	return problems
}

// mirror reports whether keys of mirroring are among these. Nobody expects them on quorum queues, and the brokers that know
// them mostly have no apply_to with which to say so.
func mirror(keys []string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return strings.HasPrefix(key, "ha-") })
}
