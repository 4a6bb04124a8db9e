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

// routes are the ways that messages take through the exchanges of a cluster.
type routes struct {
	from, to map[Name][]Binding
	types    map[Name]string
	// alternates are where exchanges send what they cannot route.
	alternates map[Name]Name
}

func routesOf(cluster Cluster) routes {
	r := routes{from: map[Name][]Binding{}, to: map[Name][]Binding{}, types: map[Name]string{}, alternates: map[Name]Name{}}
	for _, binding := range cluster.Bindings {
		source, destination := Name{binding.Vhost, binding.Source}, Name{binding.Vhost, binding.Destination}
		r.from[source] = append(r.from[source], binding)
		if binding.ToQueue {
			r.to[destination] = append(r.to[destination], binding)
		}
	}
	for _, exchange := range cluster.Exchanges {
		r.types[exchange.Name] = exchange.Type
		said := cluster.textsOf(topology.Target{Name: exchange.Name.Name}, exchange.Vhost, exchange.Arguments)
		if alternate, has := said("alternate-exchange"); has {
			r.alternates[exchange.Name] = Name{exchange.Vhost, alternate}
		}
	}
	return r
}

// deadLetterTargets are, for each queue, the queues whose dead letters may arrive in it, sorted. Where only the messages' own routing
// keys decide, or an exchange of another type than direct, they are taken to arrive, and by an alternate exchange, too.
func deadLetterTargets(cluster Cluster) map[Name][]string {
	ways := routesOf(cluster)
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
			targets = named(ways.to[queue.Name])
		case !done:
			targets = ways.queuesBehind(letter)
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

// textsOf reads what a target's arguments say under a key, and then the policies that hold for it. A pattern that cannot be read says
// nothing here; it is found for each queue of the virtual host.
func (c Cluster) textsOf(target topology.Target, vhost string, arguments map[string]any) func(key string) (string, bool) {
	effect, err := c.Policies[vhost].EffectOf(target, c.Broker.Version)
	if err != nil {
		effect = topology.Effect{}
	}
	return func(key string) (string, bool) {
		for _, from := range []any{arguments["x-"+key], arguments[key], effect.Definition[key]} {
			if text, isText := from.(string); isText {
				return text, true
			}
		}
		return "", false
	}
}

// deadLetterOf is where a queue sends its dead letters, if it does.
func (c Cluster) deadLetterOf(q Queue) (letter deadLetter, sends bool) {
	said := c.textsOf(topology.Target{Name: q.Name.Name, Type: q.Type}, q.Vhost, q.Arguments)
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
func (r routes) queuesBehind(letter deadLetter) []Name {
	var out []Name
	seen, next := map[Name]bool{}, []Name{letter.exchange}
	for len(next) > 0 {
		exchange := next[0]
		next = next[1:]
		if seen[exchange] {
			continue
		}
		seen[exchange] = true
		if exchange.Name == "" && !letter.own {
			out = append(out, Name{exchange.Vhost, letter.key})
		}
		for _, binding := range r.from[exchange] {
			target := Name{binding.Vhost, binding.Destination}
			switch {
			case r.types[exchange] == "direct" && !letter.own && binding.Key != letter.key:
			case binding.ToQueue:
				out = append(out, target)
			default:
				next = append(next, target)
			}
		}
		if alternate, has := r.alternates[exchange]; has {
			next = append(next, alternate)
		}
	}
	return unique(out)
}
