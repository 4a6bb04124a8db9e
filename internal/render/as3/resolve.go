package as3

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// Resolved is a Config without problems in which everything is filled in that was left out. Only Resolve makes one: the
// methods of the zero value must not be called.
type Resolved struct{ config Config }

// Resolve fills in what c leaves out, and finds every reason why it cannot be rendered. Where there is one, the Resolved
// is the zero value and must not be used.
func Resolve(c Config) (Resolved, []loadbalancer.Problem) {
	r := &rules{}
	for i, l := range c.Listeners {
		r.Ports(loadbalancer.Path{}.Field("listener").Item(i).Field("server"), loadbalancer.PortsOf(l.Servers))
	}
	c = c.withDefaults()
	r.config(c)
	if len(r.Problems) > 0 {
		return Resolved{}, r.Problems
	}
	return Resolved{c}, nil
}
