package nodeconfig_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

// TestAccTLSAndProxyProtocol boots a node whose AMQP listeners want a PROXY header, TLS and a client's certificate, and
// that serves management over TLS too.
func TestAccTLSAndProxyProtocol(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Nodes: 1})
	n := l.Nodes[0]
	folder, pair := pemFiles(t)
	free, err := lab.FreePorts(1)
	if err != nil {
		t.Fatal(err)
	}
	rendered := render(t, l, func(n *lab.Node) string {
		return fmt.Sprintf(`
  rabbitmq_version = %q
  default_user     = %q
  default_pass     = %q
  proxy_protocol   = true
  plugins          = ["rabbitmq_management", "rabbitmq_web_mqtt", "rabbitmq_web_stomp"]
  listener {
    protocol = "amqps"
    address  = "127.0.0.1"
    port     = %d
  }
  listener {
    protocol = "amqps"
    address  = "::1"
    port     = %d
  }
  listener {
    protocol = "management_tls"
    address  = "127.0.0.1"
    port     = %d
  }
  tls {
    cacertfile           = %q
    certfile             = %q
    keyfile              = %q
    verify               = "verify_peer"
    fail_if_no_peer_cert = true
    versions             = ["tlsv1.2"]
    only                 = true
  }
  settings = {
`, l.Version, l.Username, l.Password, n.AMQPPort, free[0], n.ManagementPort,
			filepath.Join(folder, "ca.pem"), filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")) + economical(l) + "}\n"
	})
	if err := l.Kill(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if err := l.Reinstall(0, rendered[0].files(n.Name)); err != nil {
		t.Fatal(err)
	}
	// The lab looks for listeners without TLS, and gives up when it is told to.
	starting, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = l.Restart(starting, 0)
	}()
	defer func() {
		stop()
		<-ended
	}()

	withCertificate := &tls.Config{RootCAs: pair.pool, ServerName: "localhost", Certificates: []tls.Certificate{pair.own}}
	acctest.Await(t, "AMQP behind PROXY and TLS", func() bool {
		return amqpAnswers(t, n.AMQPAddress(), "PROXY TCP4 192.0.2.7 192.0.2.8 1234 5671\r\n", withCertificate) == nil
	})
	for what, err := range map[string]error{
		"without a PROXY header": amqpAnswers(t, n.AMQPAddress(), "", withCertificate),
		"without a certificate":  amqpAnswers(t, n.AMQPAddress(), "PROXY UNKNOWN\r\n", &tls.Config{RootCAs: pair.pool, ServerName: "localhost"}),
		"with a version of TLS that is not allowed": amqpAnswers(t, n.AMQPAddress(), "PROXY UNKNOWN\r\n", &tls.Config{
			RootCAs: pair.pool, ServerName: "localhost", Certificates: []tls.Certificate{pair.own}, MinVersion: tls.VersionTLS13,
		}),
	} {
		if err == nil {
			t.Errorf("the node talks to a client %s", what)
		}
	}
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: pair.pool, ServerName: "localhost"}}}
	acctest.Await(t, "management over TLS", func() bool {
		resp, err := client.Get("https://127.0.0.1:" + strconv.Itoa(n.ManagementPort) + "/")
		if err != nil {
			return false
		}
		_ = resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	})
	expectEnvironment(t, l, 0, "{rabbit, tcp_listeners, []}", "{rabbit, proxy_protocol, true}")
	listeners := fmt.Sprintf(`lists:sort(element(2, application:get_env(rabbit, ssl_listeners))) =:= [{"127.0.0.1", %d}, {"::1", %d}].`, n.AMQPPort, free[0])
	if got := eval(t, l, 0, listeners); got != "true" {
		t.Errorf("the listeners are not those that were given: %s", got)
	}
	// The node listens for its peers, too, and knows that under a name of its own.
	others := eval(t, l, 0, "lists:usort([element(3, L) || L <- rabbit_networking:active_listeners()]) -- ['amqp/ssl', https, clustering].")
	if others != "[]" {
		t.Errorf("the node listens without TLS for %s", others)
	}
}

// amqpAnswers is nil when a broker greets a client that begins with these bytes and goes on in TLS.
func amqpAnswers(t *testing.T, address, first string, config *tls.Config) error {
	t.Helper()
	conn, err := net.DialTimeout("tcp", address, 3*time.Second)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(conn, first); err != nil {
		return err
	}
	secure := tls.Client(conn, config)
	if _, err := secure.Write([]byte("AMQP\x00\x00\x09\x01")); err != nil {
		return err
	}
	greeting := make([]byte, 1)
	_, err = io.ReadFull(secure, greeting)
	return err
}

type keyPair struct {
	pool *x509.CertPool
	own  tls.Certificate
}

// pemFiles writes a certificate for this machine, its key and its authority.
func pemFiles(t *testing.T) (folder string, pair keyPair) {
	t.Helper()
	made, err := certificates.New("localhost", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return writePair(t, made, nil)
}
