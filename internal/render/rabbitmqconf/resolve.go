package rabbitmqconf

import (
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Resolved is a Config without problems in which everything is filled in that was left out. Only Resolve makes one: the
// methods of the zero value must not be called.
type Resolved struct {
	config  Config
	perNode []Config // one for all nodes where they do not differ
}

// Resolve fills in what c leaves out, and finds every reason why it cannot be rendered, or why a node would not boot with
// it. Where there is one, the Resolved is the zero value and must not be used.
func Resolve(c Config) (Resolved, []loadbalancer.Problem) {
	all := c.perNode()
	found := make([][]loadbalancer.Problem, len(all))
	for i, config := range all {
		v := &validator{}
		v.config(config)
		found[i] = v.Problems
	}
	if problems := gathered(all, found); len(problems) > 0 {
		return Resolved{}, problems
	}
	return Resolved{c.withDefaults(), all}, nil
}

// gathered are the problems of all nodes. One that only some of them have says whose it is.
func gathered(all []Config, found [][]loadbalancer.Problem) []loadbalancer.Problem {
	var problems []loadbalancer.Problem
	for i, c := range all {
		for _, p := range found[i] {
			everywhere := !slices.ContainsFunc(found, func(others []loadbalancer.Problem) bool {
				return !slices.ContainsFunc(others, func(o loadbalancer.Problem) bool { return o.Error() == p.Error() })
			})
			if c.node != nil {
				p = c.node.problem(p, everywhere)
			}
			problems = append(problems, p)
		}
	}
	return problems
}

// problem is a problem that depends on what the node has of its own, too, and names it.
func (o *origin) problem(p loadbalancer.Problem, everywhere bool) loadbalancer.Problem {
	ofNode := len(p.Path) > len(o.at) && slices.Equal(p.Path[:len(o.at)], o.at)
	if !everywhere && !ofNode && o.name != "" {
		p.Detail = "On " + o.name + ": " + p.Detail
	}
	involved := p.Involves
	for _, at := range append([]loadbalancer.Path{p.Path}, p.Involves...) {
		for _, name := range replaceable[at[0].Name] {
			if strings.HasSuffix(name, "tls") && len(at) > 1 && !certificateFiles[at[1].Name] {
				continue // which no node has of its own
			}
			involved = append(involved, slices.Concat(o.at, field(name), at[1:min(len(at), 2)]))
		}
		if list := at[0].Name; list == "listener" || list == "advanced" {
			involved = append(involved, o.at.Field(list))
		}
	}
	p.Involves = slices.Clip(involved)
	return p
}

var certificateFiles = words("cacertfile certfile keyfile")

// replaceable are the fields of a Config of which a node may have parts of its own, and where it has them.
var replaceable = map[string][]string{
	"settings": {"settings", "settings_sensitive"}, "settings_sensitive": {"settings", "settings_sensitive"},
	"tls": {"tls"}, "inter_node_tls": {"inter_node_tls"}, "environment": {"environment"}, "distribution_port": {"distribution_port"},
}
