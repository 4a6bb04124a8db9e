package haproxy_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

// TestAccPasswordOfEveryCharacter: a check with credentials passes with a password of every printable character of
// ASCII and some beyond, and fails with another one.
func TestAccPasswordOfEveryCharacter(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	password := "é€𝄞"
	for c := ' '; c <= '~'; c++ {
		password += string(c)
	}
	name := "monitor " + broker.Vhost(t)
	broker.Put(t, map[string]any{"password": password, "tags": "monitoring"}, "users", name)
	t.Cleanup(func() { broker.Delete(t, "users", name) })
	with := func(password string) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) {
			l.Check.Path, l.Check.Username, l.Check.Password = "/api/overview", name, password
		}
	}
	f := serve(t, broker.Lab, listener(broker.Lab, "right", with(password)), listener(broker.Lab, "wrong", with(password+"x")))
	f.awaitState(t, "right/node1", true)
	f.awaitState(t, "wrong/node1", false)
}
