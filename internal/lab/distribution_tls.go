package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

// Certificates are the files by which the nodes of a lab with Options.TLS know each other, and a client that has them.
func (l *Lab) Certificates() (ca, cert, key string) {
	in := func(name string) string { return filepath.Join(l.Dir, name) }
	return in("ca.pem"), in("cert.pem"), in("key.pem")
}

// prepareTLS makes the certificates and the file that tells Erlang of them.
func (l *Lab) prepareTLS() error {
	if !l.TLS {
		return nil
	}
	hosts := []string{"localhost"}
	for _, n := range l.Nodes {
		hosts = append(hosts, n.Host)
	}
	pair, err := certificates.New(hosts...)
	if err != nil {
		return fmt.Errorf("make the certificates of lab %s: %w", l.Name, err)
	}
	ca, cert, key := l.Certificates()
	files := fmt.Sprintf("{cacertfile, %q}, {certfile, %q}, {keyfile, %q}, {verify, verify_peer}", ca, cert, key)
	options := fmt.Sprintf("[{server, [%s, {fail_if_no_peer_cert, true}]}, {client, [%s]}].\n", files, files)
	for path, text := range map[string]string{ca: pair.CA, cert: pair.Cert, key: pair.Key, l.tlsOptions(): options} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return fmt.Errorf("prepare the TLS of lab %s: %w", l.Name, err)
		}
	}
	return nil
}

func (l *Lab) tlsOptions() string { return filepath.Join(l.Dir, "distribution.config") }

// tlsArguments make Erlang's distribution use TLS. It starts before the broker has set its code paths, so the
// application ssl must be named.
func (l *Lab) tlsArguments() string {
	arguments := "-proto_dist inet_tls -ssl_dist_optfile " + l.tlsOptions()
	// Beside a release of its own, or below /usr for the machine's.
	for _, libraries := range []string{"lib", "lib/erlang/lib"} {
		if found, _ := filepath.Glob(filepath.Join(l.Release.ErlangBin, "..", libraries, "ssl-*", "ebin")); len(found) > 0 {
			arguments += " -pa " + found[0]
		}
	}
	return arguments
}

// distributionArguments are those of nodes and of rabbitmqctl. In one network namespace they connect to nodes from an address
// that clients do not use: a client's connection that comes from the same address and port as a node's ends the statistics of
// RabbitMQ before 3.12 for good (rabbit_net:dist_info).
func (l *Lab) distributionArguments() string {
	var arguments []string
	if !l.Network {
		arguments = append(arguments, "-kernel inet_dist_connect_options [{ip,{127,0,0,2}}]")
	}
	if l.TLS {
		arguments = append(arguments, l.tlsArguments())
	}
	return strings.Join(arguments, " ")
}
