package rabbitmqconf

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// Resolved is a Config without problems in which everything is filled in that was left out. Only Resolve makes one: the
// methods of the zero value must not be called.
type Resolved struct{ config Config }

// Resolve fills in what c leaves out, and finds every reason why it cannot be rendered, or why a node would not boot with
// it. Where there is one, the Resolved is the zero value and must not be used.
func Resolve(c Config) (Resolved, []loadbalancer.Problem) {
	c = c.withDefaults()
	v := &validator{}
	v.config(c)
	if len(v.Problems) > 0 {
		return Resolved{}, v.Problems
	}
	return Resolved{c}, nil
}
