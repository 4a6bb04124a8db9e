package nodeconfig_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

// bindPassword is what an encrypted setting of advanced.config holds.
const bindPassword = `o'clock "$x" 7f3aSecretUnstored`

// TestAccNodesThatDifferFormAClusterOverTLS boots two machines from one data source: their listeners, ports and settings differ,
// they talk to each other over TLS, a variable of the environment is in a path, and a setting is encrypted.
func TestAccNodesThatDifferFormAClusterOverTLS(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Separate: true, Nodes: 2})
	folder, pair := interNodeFiles(t, l)
	optfile := filepath.Join(folder, "inter_node_tls.config")
	encrypted := eval(t, run.Lab, 0, `rabbit_pbe:encrypt_term(rabbit_pbe:default_cipher(), rabbit_pbe:default_hash(), rabbit_pbe:default_iterations(), <<"correct horse 7f3aSecretUnstored">>,
		{"cn=reader", `+erlang(bindPassword)+`}).`)
	certfile, environment := filepath.Join(folder, "cert.pem"), ""
	if l.Series != "3.8" {
		certfile, environment = "$(SITE_ROOT)/cert.pem", fmt.Sprintf("SITE_ROOT = %q\n", folder)
	}
	nodes := ""
	for _, n := range l.Nodes {
		nodes += fmt.Sprintf(`
  node {
    name              = %q
    distribution_port = %d
    settings          = { "heartbeat" = "%d" }
    environment       = { MAX_NUMBER_OF_ATOMS = "%d" }
    listener {
      protocol = "amqp"
      address  = "127.0.0.1"
      port     = %d
    }
    listener {
      protocol = "management"
      address  = "127.0.0.1"
      port     = %d
    }
    advanced {
      application = "rabbit"
      key         = "of_this_node"
      value       = %q
    }
  }
`, n.Name, n.DistributionPort, 40+n.Number, 6000000+n.Number, n.AMQPPort, n.ManagementPort, strconv.Itoa(n.Number))
	}
	files := renderNodes(t, l, fmt.Sprintf(`
  rabbitmq_version = %q
  default_user     = %q
  default_pass     = %q
  environment = {
    SERVER_ADDITIONAL_ERL_ARGS = "+sbwt none"
    %s
  }
  listener {
    protocol = "amqp"
    port     = 1
  }
  tls {
    certfile = %q
    keyfile  = %q
  }
  inter_node_tls {
    cacertfile = %q
    certfile   = %q
    keyfile    = %q
    versions   = ["tlsv1.2"]
    optfile    = %q
  }
  advanced {
    application = "rabbit"
    key         = "config_entry_decoder"
    value       = %q
  }
  advanced {
    application = "rabbitmq_auth_backend_ldap"
    key         = "dn_lookup_bind"
    value       = %q
  }
  settings = {
%s  }
%s`, l.Version, l.Username, l.Password, environment, certfile, filepath.Join(folder, "key.pem"),
		filepath.Join(folder, "ca.pem"), filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem"), optfile,
		fmt.Sprintf("[{passphrase, {file, %q}}]", filepath.Join(folder, "passphrase")), encrypted, economical(l)+hasty(l), nodes))
	boot(t, l, func(i int) map[string]string {
		named := map[string]string{}
		for path, text := range files[l.Nodes[i].Name] {
			if path != optfile {
				named[filepath.Base(path)] = text
			} else if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return named
	})
	for i, n := range l.Nodes {
		acctest.Await(t, n.Name+" to see two members run", func() bool { return running(t, l, i) == 2 })
		expectEnvironment(t, l, i, fmt.Sprintf("{rabbit, heartbeat, %d}", 40+n.Number), fmt.Sprintf("{rabbit, of_this_node, %d}", n.Number),
			fmt.Sprintf(`{rabbit, tcp_listeners, [{"127.0.0.1", %d}]}`, n.AMQPPort),
			`{rabbitmq_auth_backend_ldap, dn_lookup_bind, {"cn=reader", `+erlang(bindPassword)+"}}")
		// In one call, since each starts a tool.
		differ := eval(t, l, i, fmt.Sprintf(`[What || {What, false} <- [{atoms, erlang:system_info(atom_limit) =:= %d},
			{protocol, init:get_argument(proto_dist) =:= {ok, [["inet_tls"]]}},
			{variable, proplists:get_value(certfile, element(2, application:get_env(rabbit, ssl_options))) =:= %s}]].`,
			6000000+n.Number, erlang(filepath.Join(folder, "cert.pem"))))
		if differ != "[]" {
			t.Errorf("%s has something else than it was given: %s", n.Name, differ)
		}
		if err := greetsPeer(t, n.DistributionPort, &tls.Config{RootCAs: pair.pool, ServerName: n.Host, Certificates: []tls.Certificate{pair.own}}); err != nil {
			t.Errorf("%s does not take the certificate: %v", n.Name, err)
		}
		if greetsPeer(t, n.DistributionPort, &tls.Config{RootCAs: pair.pool, ServerName: n.Host}) == nil || greetsPeer(t, n.DistributionPort, nil) == nil {
			t.Errorf("%s talks to a node without a certificate, or without TLS", n.Name)
		}
	}
}

// interNodeFiles writes a certificate for the hosts of a lab, its key and its authority, and a passphrase.
func interNodeFiles(t *testing.T, l *lab.Lab) (folder string, pair keyPair) {
	t.Helper()
	hosts := []string{"localhost"}
	for _, n := range l.Nodes {
		hosts = append(hosts, n.Host)
	}
	made, err := certificates.New(hosts...)
	if err != nil {
		t.Fatal(err)
	}
	return writePair(t, made, map[string]string{"passphrase": "correct horse 7f3aSecretUnstored\n"})
}

// greetsPeer is nil when a node goes on with a peer that begins the handshake of TLS, or without a configuration that of the
// distribution.
func greetsPeer(t *testing.T, port int, config *tls.Config) error {
	t.Helper()
	conn, err := net.DialTimeout("tcp", "127.0.0.1:"+strconv.Itoa(port), 3*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	if config != nil {
		return tls.Client(conn, config).HandshakeContext(t.Context())
	}
	if _, err := conn.Write([]byte("\x00\x0cn\x00\x05\x00\x07\x49\x9cx@loc")); err != nil {
		return err
	}
	const alert = 21 // the first byte of what TLS says to those who do not speak it
	answer := []byte{alert}
	if _, err := conn.Read(answer); err != nil || answer[0] == alert {
		return errors.New("the node ends the connection")
	}
	return nil
}

// renderNodes lets Terraform read one data source for all nodes of the lab: the files of each node by their paths.
func renderNodes(t *testing.T, l *lab.Lab, configuration string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: "data \"rabbitmqha_node_config\" \"this\" {\n" + configuration + "\n}\n" +
				"output \"all\" {\n sensitive = true\n value = jsonencode(data.rabbitmqha_node_config.this.files_sensitive)\n}\n",
			Check: func(state *terraform.State) error {
				text, ok := state.RootModule().Outputs["all"].Value.(string)
				if !ok {
					return errors.New("there is no output")
				}
				return json.Unmarshal([]byte(text), &all)
			},
		}},
	})
	if len(all) != len(l.Nodes) {
		t.Fatal("Terraform rendered nothing")
	}
	return all
}

// writePair writes a certificate, its key and its authority, and further files.
func writePair(t *testing.T, made certificates.Pair, more map[string]string) (folder string, pair keyPair) {
	t.Helper()
	folder = t.TempDir()
	files := map[string]string{"ca.pem": made.CA, "cert.pem": made.Cert, "key.pem": made.Key}
	for name, text := range more {
		files[name] = text
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pair.pool = x509.NewCertPool()
	pair.pool.AppendCertsFromPEM([]byte(made.CA))
	own, err := tls.X509KeyPair([]byte(made.Cert), []byte(made.Key))
	if err != nil {
		t.Fatal(err)
	}
	pair.own = own
	return folder, pair
}
