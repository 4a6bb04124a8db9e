package provider_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// fixture is where one trial takes place, and the name that nobody else uses there.
type fixture struct {
	*testing.T
	broker      *acctest.Broker
	vhost, name string
}

// put is what the administrator makes before.
func (p fixture) put(object map[string]any, parts ...string) { p.broker.Put(p, object, parts...) }

// privilegeCase is what privileges are derived for: a resource that is created, read, imported, updated and destroyed, a data source
// that is read, a list resource that lists, or an action that is invoked.
type privilegeCase struct {
	typeName string
	// before is what the administrator makes first, after what it does in the end, and sweep what may then be left, outside the
	// virtual host mostly.
	before, after func(fixture)
	sweep         func(fixture) []string
	// create and update are configurations; a resource without an update can only be replaced.
	create, update func(fixture) map[string]any
	// look is the configuration of a data source, list that of a list resource, which finds one object, invoke an action's.
	look, list, invoke func(fixture) map[string]any
	// clusterID: what is listed has to have the cluster's id in its identity.
	clusterID bool
	// done reports whether the action has done what it is for; nil where nothing shows it at once.
	done func(fixture) bool
	// objects are what permissions may be for: a pattern by what it stands for.
	objects map[string]func(fixture) string
	// cookie: the Erlang cookie may be needed. No other case is given it.
	cookie bool
	// nowhere: the provider has no endpoints, and thus no user.
	nowhere bool
	// topic is the exchange whose topic permissions matter.
	topic func(fixture) string
	// stays: there is something to read after it was destroyed, too.
	stays bool
	// also is a request that the case needs and cannot make again, since the broker has done it long ago.
	also []string
	// until is the first series that does not know it, since that which does; "" for none.
	since, until string
}

func exactly(suffix string) func(fixture) string {
	return func(p fixture) string { return "^" + p.name + suffix + "$" }
}

// with is the configuration of something that has a name in the virtual host.
func with(more map[string]any) func(fixture) map[string]any {
	return func(p fixture) map[string]any {
		out := map[string]any{"vhost": p.vhost, "name": p.name}
		for name, value := range more {
			out[name] = value
		}
		return out
	}
}

func globally(more map[string]any) func(fixture) map[string]any {
	named := with(more)
	return func(p fixture) map[string]any {
		out := named(p)
		delete(out, "vhost")
		return out
	}
}

// ofUser is the configuration of something that a user called like the trial has.
func ofUser(more map[string]any) func(fixture) map[string]any {
	return func(p fixture) map[string]any {
		out := map[string]any{"user": p.name}
		for name, value := range more {
			out[name] = value
		}
		if _, limits := more["max_channels"]; !limits {
			out["vhost"] = p.vhost
		}
		return out
	}
}

func aUser(p fixture) { p.put(map[string]any{"password_hash": "", "tags": ""}, "users", p.name) }

func swept(kind string) func(fixture) []string {
	return func(p fixture) []string { return []string{kind, p.name} }
}
