package haproxy_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// front is a HAProxy that runs with a rendered file in front of a lab.
type front struct {
	lab   *lab.Lab
	stats string         // base URL of its statistics
	ports map[string]int // by the listener's name
}

// listener is one in front of all nodes of a lab, which share an address and differ by their ports.
func listener(l *lab.Lab, name string, change func(*haproxy.Listener)) haproxy.Listener {
	of := haproxy.Listener{Listener: loadbalancer.Listener{Name: name, SlowStart: "0"}}
	for _, n := range l.Nodes {
		of.Servers = append(of.Servers, loadbalancer.Server{
			Name: "node" + strconv.Itoa(n.Number), Address: "127.0.0.1", Port: &n.AMQPPort, CheckPort: &n.ManagementPort,
		})
	}
	of.Check.Interval, of.Check.Rise, of.Check.Fall = "500ms", new(1), new(2)
	if change != nil {
		change(&of)
	}
	return of
}

// ofKind makes a check that asks the AMQP port.
func ofKind(kind string) func(*haproxy.Listener) {
	return func(l *haproxy.Listener) {
		l.Check.Kind = kind
		for i := range l.Servers {
			l.Servers[i].CheckPort = nil
		}
	}
}

// serve puts the listeners on free ports and starts HAProxy, which ends with the test.
func serve(t *testing.T, l *lab.Lab, listeners ...haproxy.Listener) *front {
	t.Helper()
	ports, err := lab.FreePorts(len(listeners) + 1)
	if err != nil {
		t.Fatal(err)
	}
	f := &front{lab: l, stats: "http://127.0.0.1:" + strconv.Itoa(ports[0]), ports: map[string]int{}}
	for i := range listeners {
		listeners[i].Binds = []loadbalancer.Bind{{Address: "127.0.0.1", Port: &ports[i+1]}}
		f.ports[listeners[i].Name] = ports[i+1]
	}
	c := haproxy.Config{
		RabbitMQVersion: l.Version, Listeners: listeners, TimeoutCheck: "1s",
		Stats: &haproxy.Stats{Binds: []loadbalancer.Bind{{Port: &ports[0]}}},
	}
	resolved, problems := haproxy.Resolve(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	text, err := resolved.Render()
	if err != nil {
		t.Fatal(err)
	}
	running, err := lab.StartHAProxy(t.Context(), t.TempDir(), text)
	if unavailable := (*lab.ErrUnavailable)(nil); errors.As(err, &unavailable) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("haproxy said:\n%s\nof:\n%s", running.Output(), text)
		}
		if err := running.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return f
}

// server is what HAProxy says of a server.
type server struct {
	up, down bool // neither before the first check
	sessions int
}

// servers are by their names, LISTENER/SERVER. The columns are those of HAProxy's management guide, section 9.1.
func (f *front) servers(t *testing.T) map[string]server {
	t.Helper()
	response, err := http.Get(f.stats + "/;csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	rows, err := csv.NewReader(response.Body).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	servers := map[string]server{}
	for _, row := range rows[1:] {
		sessions, _ := strconv.Atoi(row[column["scur"]])
		status, check := row[column["status"]], row[column["check_status"]]
		if !strings.HasPrefix(row[column["svname"]], "node") {
			continue
		}
		servers[row[0]+"/"+row[column["svname"]]] = server{
			// HAProxy believes a server to be up until its first check has failed.
			up: strings.HasPrefix(status, "UP") && strings.HasSuffix(check, "OK"), down: strings.HasPrefix(status, "DOWN"), sessions: sessions,
		}
	}
	return servers
}

// awaitState waits until a server is up, or down.
func (f *front) awaitState(t *testing.T, name string, up bool) {
	t.Helper()
	acctest.Await(t, fmt.Sprintf("%s to be up: %v", name, up), func() bool {
		s := f.servers(t)[name]
		return up && s.up || !up && s.down
	})
}

// dial connects to the broker through a listener.
func (f *front) dial(t *testing.T, name string, config amqp.Config) (*amqp.Connection, error) {
	t.Helper()
	address := url.URL{Scheme: "amqp", Host: fmt.Sprintf("127.0.0.1:%d", f.ports[name]), User: url.UserPassword(f.lab.Username, f.lab.Password)}
	if config.TLSClientConfig != nil {
		address.Scheme = "amqps"
	}
	connection, err := amqp.DialConfig(address.String(), config)
	if err == nil {
		t.Cleanup(func() { _ = connection.CloseDeadline(time.Now().Add(time.Second)) })
	}
	return connection, err
}
