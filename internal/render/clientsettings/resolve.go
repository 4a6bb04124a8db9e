package clientsettings

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// Resolved is a Config without problems in which everything is filled in that was left out. Only Resolve makes one: the
// methods of the zero value must not be called.
type Resolved struct {
	config   Config
	urls     []URL  // of the endpoints, in their order
	failover string // the FailoverStrategy that was given, empty where none was
}

// Resolve fills in what c leaves out, and finds what cannot be rendered, or would be read as something else than is meant.
// Where there is a problem, the Resolved is the zero value and must not be used.
func Resolve(c Config) (Resolved, []loadbalancer.Problem) {
	filled, problems := c.takeOldSettings()
	v := &loadbalancer.Validator{Problems: problems}
	var ports []*int
	for _, e := range c.Endpoints {
		ports = append(ports, e.Port)
	}
	v.Ports(loadbalancer.Path{}.Field("endpoint"), ports)
	filled = filled.withDefaults()
	filled.validate(v, c.QueueType)
	if len(v.Problems) > 0 {
		return Resolved{}, v.Problems
	}
	return resolved(filled, c.FailoverStrategy), nil
}

// resolved has the URLs made for a Config with its defaults.
func resolved(c Config, failover string) Resolved {
	r := Resolved{config: c, failover: failover}
	if c.URL != nil {
		for _, e := range c.Endpoints {
			r.urls = append(r.urls, c.URL(e))
		}
	}
	return r
}

// Endpoints are the endpoints with their ports, in the order given.
func (r Resolved) Endpoints() []Endpoint { return r.config.Endpoints }

// HasSecret reports whether a complete output holds a password.
func (r Resolved) HasSecret() bool { return r.config.Password != "" }
