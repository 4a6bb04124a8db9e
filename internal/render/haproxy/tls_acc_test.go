package haproxy_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// authority is a certificate and the files that a broker, HAProxy and a client need of it.
type authority struct {
	ca, cert, key, both string
	pool                *x509.CertPool
}

func newAuthority(t *testing.T, host string) authority {
	t.Helper()
	pair, err := certificates.New(host)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name, pem string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(pem), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a := authority{pool: x509.NewCertPool()}
	a.ca, a.cert, a.key = file("ca.pem", pair.CA), file("cert.pem", pair.Cert), file("key.pem", pair.Key)
	a.both = file("both.pem", pair.Cert+pair.Key)
	a.pool.AppendCertsFromPEM([]byte(pair.CA))
	return a
}

// TestAccTLS goes both ways: TLS that the broker opens, TLS that HAProxy opens, TLS that it begins, and both.
func TestAccTLS(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	ports, err := lab.FreePorts(2)
	if err != nil {
		t.Fatal(err)
	}
	brokers, ours, strangers := newAuthority(t, "broker.example"), newAuthority(t, "front.example"), newAuthority(t, "broker.example")
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 1, Config: fmt.Sprintf(`
listeners.ssl.default = 127.0.0.1:%d
ssl_options.cacertfile = %[2]s
ssl_options.certfile = %[3]s
ssl_options.keyfile = %[4]s
management.ssl.ip = 127.0.0.1
management.ssl.port = %[5]d
management.ssl.cacertfile = %[2]s
management.ssl.certfile = %[3]s
management.ssl.keyfile = %[4]s
`, ports[0], brokers.ca, brokers.cert, brokers.key, ports[1])})

	through := func(l *haproxy.Listener) { l.Protocol, l.Servers[0].Port = loadbalancer.ProtocolAMQPS, &ports[0] }
	ended := func(l *haproxy.Listener) { l.Protocol, l.TLS.CertificateFile = loadbalancer.ProtocolAMQPS, ours.both }
	reencrypted := func(l *haproxy.Listener) {
		through(l)
		l.TLS = haproxy.TLS{CertificateFile: ours.both, ServerCAFile: brokers.ca, ServerName: "broker.example"}
	}
	checked := func(c haproxy.CheckTLS) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) { l.Check.TLS, l.Servers[0].CheckPort = &c, &ports[1] }
	}
	checkedItself := func(kind string) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) { reencrypted(l); ofKind(kind)(l) }
	}
	f := serve(t, l,
		listener(l, "through", through),
		listener(l, "through_checked", func(l *haproxy.Listener) {
			through(l)
			ofKind(loadbalancer.CheckAMQP)(l)
			l.Check.TLS = &haproxy.CheckTLS{CAFile: brokers.ca, ServerName: "broker.example"}
		}),
		listener(l, "ended", ended),
		listener(l, "begun", func(l *haproxy.Listener) {
			l.TLS, l.Servers[0].Port = haproxy.TLS{ServerVerify: haproxy.VerifyNone}, &ports[0]
		}),
		listener(l, "reencrypted", reencrypted),
		listener(l, "reencrypted_tcp", checkedItself(loadbalancer.CheckTCP)),
		listener(l, "reencrypted_amqp", checkedItself(loadbalancer.CheckAMQP)),
		listener(l, "checked", checked(haproxy.CheckTLS{CAFile: brokers.ca, ServerName: "broker.example"})),
		listener(l, "other_name", checked(haproxy.CheckTLS{CAFile: brokers.ca, ServerName: "other.example"})),
		listener(l, "other_authority", checked(haproxy.CheckTLS{CAFile: strangers.ca, ServerName: "broker.example"})),
		listener(l, "asking", func(l *haproxy.Listener) {
			ended(l)
			l.TLS.CAFile = ours.ca
		}),
	)
	// What they trust, and the name they expect; nil is no TLS.
	ofBroker := &tls.Config{RootCAs: brokers.pool, ServerName: "broker.example"}
	ofHAProxy := &tls.Config{RootCAs: ours.pool, ServerName: "front.example"}
	for name, client := range map[string]*tls.Config{
		"through": ofBroker, "through_checked": ofBroker, "ended": ofHAProxy, "begun": nil, "reencrypted": ofHAProxy, "reencrypted_tcp": ofHAProxy,
		"reencrypted_amqp": ofHAProxy, "checked": nil,
	} {
		f.awaitState(t, name+"/node1", true)
		if connection, err := f.dial(t, name, amqp.Config{TLSClientConfig: client}); err != nil || connection.IsClosed() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.dial(t, "ended", amqp.Config{TLSClientConfig: ofBroker}); err == nil {
		t.Error("TLS that HAProxy ends shows the broker's certificate")
	}
	for _, name := range []string{"other_name", "other_authority"} {
		f.awaitState(t, name+"/node1", false)
	}
	if _, err := f.dial(t, "asking", amqp.Config{TLSClientConfig: ofHAProxy}); err == nil {
		t.Error("a client without a certificate was let in")
	}
	pair, err := tls.LoadX509KeyPair(ours.cert, ours.key)
	if err != nil {
		t.Fatal(err)
	}
	known := ofHAProxy.Clone()
	known.Certificates = []tls.Certificate{pair}
	if _, err := f.dial(t, "asking", amqp.Config{TLSClientConfig: known}); err != nil {
		t.Errorf("with a certificate: %v", err)
	}
}
