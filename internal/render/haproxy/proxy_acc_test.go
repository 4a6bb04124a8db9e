package haproxy_test

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// TestAccSendProxy: with a PROXY header the broker knows the client's address. Where broker and balancer disagree,
// clients fail, and only a check that speaks AMQP, behind a header, tells.
func TestAccSendProxy(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 1})
	proxied := func(version string) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) { l.SendProxy = version }
	}
	f := serve(t, l,
		listener(l, "plain", nil),
		listener(l, "v1", proxied(haproxy.SendProxyV1)),
		listener(l, "v2", proxied(haproxy.SendProxyV2)),
		listener(l, "asked", func(l *haproxy.Listener) { proxied(haproxy.SendProxyV2)(l); ofKind(loadbalancer.CheckAMQP)(l) }),
		listener(l, "unasked", func(l *haproxy.Listener) {
			ofKind(loadbalancer.CheckAMQP)(l)
		}),
	)
	for _, name := range []string{"plain", "v1", "v2", "unasked"} {
		f.awaitState(t, name+"/node1", true)
	}
	f.awaitState(t, "asked/node1", false)
	if _, err := f.dial(t, "v2", amqp.Config{}); err == nil {
		t.Error("a broker that expects no header took one")
	}

	// It is read for each connection, so that the broker need not be restarted.
	if _, err := l.Rabbitmqctl(t.Context(), 0, "eval", "application:set_env(rabbit, proxy_protocol, true)."); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"v1", "v2"} {
		var local net.Addr
		connection, err := f.dial(t, name, amqp.Config{Dial: func(network, address string) (net.Conn, error) {
			conn, err := amqp.DefaultDial(10*time.Second)(network, address)
			if err == nil {
				local = conn.LocalAddr()
			}
			return conn, err
		}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		acctest.Await(t, name+": the broker to know the client by its address "+local.String(), func() bool { return known(t, l, local.String()) })
		_ = connection.Close()
	}
	if _, err := f.dial(t, "plain", amqp.Config{}); err == nil {
		t.Error("a broker that expects a header took a connection without one")
	}
	f.awaitState(t, "unasked/node1", false)
	if s := f.servers(t); s["plain/node1"].down {
		t.Error("the check over HTTP saw that clients fail: the warning says that it does not")
	}
	// Older brokers drop the header of HAProxy's checks, which the warning of a Config says.
	if broker.Version.AtLeast(3, 11, 19) {
		f.awaitState(t, "asked/node1", true)
		return
	}
	if s := f.servers(t)["asked/node1"]; s.up {
		t.Errorf("RabbitMQ %s reads the header of a check: the warning says that it does not", l.Version)
	}
}

// known reports whether the broker lists a connection from the address, over its API.
func known(t *testing.T, l *lab.Lab, address string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, l.Nodes[0].Endpoint()+"/api/connections", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth(l.Username, l.Password)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var connections []struct {
		Host string `json:"peer_host"`
		Port int    `json:"peer_port"`
	}
	if err := json.NewDecoder(response.Body).Decode(&connections); err != nil {
		t.Fatal(err)
	}
	for _, c := range connections {
		if fmt.Sprintf("%s:%d", c.Host, c.Port) == address {
			return true
		}
	}
	return false
}
