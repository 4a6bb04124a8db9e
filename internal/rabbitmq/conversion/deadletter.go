package conversion

import (
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// deadLetter is where a queue sends its dead letters.
type deadLetter struct {
	exchange Name
	// key is their routing key; own says that they keep their own, which may be any.
	key string
	own bool
}

// deadLetterTargets are, for each queue, the queues whose dead letters may arrive in it, sorted. Where only the messages' own routing
// keys decide, or an exchange of another type than direct, they are taken to arrive.
func deadLetterTargets(cluster Cluster) map[Name][]string {
	from, to := map[Name][]Binding{}, map[Name][]Binding{}
	for _, binding := range cluster.Bindings {
		source, destination := Name{binding.Vhost, binding.Source}, Name{binding.Vhost, binding.Destination}
		from[source] = append(from[source], binding)
		if binding.ToQueue {
			to[destination] = append(to[destination], binding)
		}
	}
	out := map[Name][]string{}
	reached := map[deadLetter][]Name{}
	for _, queue := range cluster.Queues {
		letter, sends := cluster.deadLetterOf(queue)
		if !sends {
			continue
		}
		targets, done := reached[letter]
		switch {
		case letter.exchange.Name == "" && letter.own:
			targets = named(to[queue.Name])
		case !done:
			targets = cluster.queuesBehind(letter, from)
			reached[letter] = targets
		}
		for _, target := range targets {
			if target != queue.Name {
				out[target] = append(out[target], queue.Name.Name)
			}
		}
	}
	for _, sources := range out {
		slices.SortFunc(sources, strings.Compare)
	}
	return out
}

// deadLetterOf reads a queue's arguments, and then the policies that hold for it.
func (c Cluster) deadLetterOf(q Queue) (letter deadLetter, sends bool) {
	effect, err := c.Policies[q.Vhost].EffectOf(topology.Target{Name: q.Name.Name, Type: q.Type}, c.Broker.Version)
	if err != nil {
		effect = topology.Effect{} // The queue itself is judged as one whose policies are not known.
	}
	said := func(key string) (string, bool) {
		for _, from := range []any{q.Arguments["x-"+key], effect.Definition[key]} {
			if text, isText := from.(string); isText {
				return text, true
			}
		}
		return "", false
	}
	exchange, sends := said("dead-letter-exchange")
	key, fixed := said("dead-letter-routing-key")
	return deadLetter{Name{q.Vhost, exchange}, key, !fixed}, sends
}

// named are the queues whose names are the keys of bindings: where messages go that keep theirs through the default exchange.
func named(bindings []Binding) []Name {
	var out []Name
	for _, binding := range bindings {
		out = append(out, Name{binding.Vhost, binding.Key})
	}
	return unique(out)
}

func unique(names []Name) []Name {
	slices.SortFunc(names, func(a, b Name) int { return strings.Compare(a.Name, b.Name) })
	return slices.Compact(names)
}

// queuesBehind are the queues that a dead letter may be routed to.
func (c Cluster) queuesBehind(letter deadLetter, from map[Name][]Binding) []Name {
	if letter.exchange.Name == "" {
		return []Name{{letter.exchange.Vhost, letter.key}}
	}
	var out []Name
	seen, next := map[Name]bool{letter.exchange: true}, []Name{letter.exchange}
	for len(next) > 0 {
		exchange := next[0]
		next = next[1:]
		for _, binding := range from[exchange] {
			if c.ExchangeTypes[exchange] == "direct" && !letter.own && binding.Key != letter.key {
				continue
			}
			target := Name{binding.Vhost, binding.Destination}
			switch {
			case binding.ToQueue:
				out = append(out, target)
			case !seen[target]:
				seen[target] = true
				next = append(next, target)
			}
		}
	}
	return unique(out)
}
