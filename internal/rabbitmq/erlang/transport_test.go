package erlang_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial/sshtest"
)

// answers holds that a connection works, whatever it goes through.
func answers(t *testing.T, node *realNode) {
	t.Helper()
	conn := node.connect(t)
	if got := call(t, conn, "erlang", "node"); got != erlang.Term(erlang.Atom(node.name)) {
		t.Errorf("the node calls itself %s, not %s", got, node.name)
	}
	long := erlang.Binary(strings.Repeat("x", 1<<20))
	if got := call(t, conn, "erlang", "hd", erlang.List{long}); got != erlang.Term(long) {
		t.Error("a megabyte did not come back")
	}
}

func TestLongNames(t *testing.T) {
	t.Parallel()
	answers(t, startNode(t, nodeOptions{host: "127.0.0.1"}))
}

func TestIPv6(t *testing.T) {
	t.Parallel()
	answers(t, startNode(t, nodeOptions{host: "::1", ip: "::1", args: []string{"-proto_dist", "inet6_tcp"}}))
}

// Of a name with addresses of both families, the one that answers is used.
func TestIPv6ByName(t *testing.T) {
	t.Parallel()
	addresses, err := net.LookupHost("localhost")
	if err != nil || !strings.Contains(fmt.Sprint(addresses), "::1") {
		t.Skipf("localhost is no IPv6 name here: %v, %v", addresses, err)
	}
	answers(t, startNode(t, nodeOptions{host: "localhost", ip: "::1", args: []string{"-proto_dist", "inet6_tcp"}}))
}

func TestThroughJumpHost(t *testing.T) {
	t.Parallel()
	node := startNode(t, nodeOptions{host: "localhost"})
	server := sshtest.Start(t, false)
	jump, err := sshdial.New(sshdial.Config{
		Address: server.Address, User: sshtest.User, PrivateKey: server.ClientKey, KnownHosts: []string{server.KnownHosts},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = jump.Close() }()
	node.Dial = jump.Dial
	answers(t, node)

	conn := node.connect(t)
	server.Drop()
	_, err = conn.Call(t.Context(), "timer", "sleep", erlang.Int(10_000))
	var lost *erlang.LostError
	if !errors.As(err, &lost) {
		t.Errorf("a lost jump host: %v", err)
	}
}

// In TLS 1.3 a client learns only after its own handshake that the node does not want it, hence both versions.
func TestTLS(t *testing.T) {
	for _, version := range []string{"tlsv1.2", "tlsv1.3"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			ca := newAuthority(t)
			node := startTLSNode(t, ca, version)
			roots := x509.NewCertPool()
			roots.AddCert(ca.certificate)
			mutual := []tls.Certificate{ca.issue(t, "client").pair}
			node.TLS = &tls.Config{RootCAs: roots, Certificates: mutual}
			answers(t, node)

			for name, config := range map[string]*tls.Config{
				"no client certificate":    {RootCAs: roots},
				"a stranger's certificate": {RootCAs: roots, Certificates: []tls.Certificate{newAuthority(t).issue(t, "client").pair}},
				"an unknown authority":     {RootCAs: x509.NewCertPool(), Certificates: mutual},
				"another name":             {RootCAs: roots, Certificates: mutual, ServerName: "rabbit1"},
			} {
				node.TLS = config
				_, err := node.Connect(t.Context(), node.name)
				var refused *erlang.TLSError
				if !errors.As(err, &refused) || refused.Plain {
					t.Errorf("%s: %v", name, err)
				}
			}
			// OTP 25 and newer answer in TLS that they want TLS; OTP 23 hangs up.
			node.TLS = nil
			if _, err := node.Connect(t.Context(), node.name); err == nil || !strings.Contains(err.Error(), "TLS") {
				t.Errorf("without TLS: %v", err)
			}
		})
	}
}

// startTLSNode starts a node that has a certificate of ca, and wants one of whoever connects.
func startTLSNode(t *testing.T, ca *authority, version string) *realNode {
	t.Helper()
	folder := t.TempDir()
	ca.issue(t, "localhost").write(t, folder)
	options := filepath.Join(folder, "ssl_dist.conf")
	side := fmt.Sprintf(`{certfile,%q},{keyfile,%q},{cacertfile,%q},{verify,verify_peer},{versions,['%s']}`,
		filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem"), ca.write(t, folder), version)
	writeFile(t, options, []byte(fmt.Sprintf("[{server,[%s,{fail_if_no_peer_cert,true}]},{client,[%s]}].\n", side, side)))
	return startNode(t, nodeOptions{host: "localhost", args: []string{"-proto_dist", "inet_tls", "-ssl_dist_optfile", options}})
}

// A node without TLS takes our greeting for a long message, and hangs up after seven seconds of waiting for its end.
func TestTLSToPlainNode(t *testing.T) {
	t.Parallel()
	node := startNode(t, nodeOptions{host: "localhost"})
	node.TLS = &tls.Config{}
	_, err := node.Connect(t.Context(), node.name)
	var refused *erlang.TLSError
	if !errors.As(err, &refused) || refused.Plain {
		t.Errorf("%v", err)
	}
}
