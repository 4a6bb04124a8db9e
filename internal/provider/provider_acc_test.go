package provider_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

// proxy stands before a real node, under a path prefix.
func proxy(t *testing.T, broker *acctest.Broker, settings *tls.Config) *httptest.Server {
	t.Helper()
	target, err := url.Parse(broker.Lab.Endpoints()[0])
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.StripPrefix("/mq", httputil.NewSingleHostReverseProxy(target)))
	if settings != nil {
		server.TLS = settings
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return server
}

func vhostThrough(block, name string) string {
	return fmt.Sprintf("provider \"rabbitmqha\" {\n%s\n}\nresource \"rabbitmqha_vhost\" \"test\" {\n  name = %q\n}\n", block, name)
}

func made(t *testing.T, broker *acctest.Broker, name string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if broker.Get(t, "vhosts", name) == nil {
			return fmt.Errorf("virtual host %q was not made", name)
		}
		return nil
	}
}

func TestAccProviderSkipsDeadEndpointsAndKeepsThePrefix(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := "http://" + listener.Addr().String()
	_ = listener.Close()
	name := tfacctest.RandomWithPrefix("test/prefix")
	alive := proxy(t, broker, nil).URL + "/mq/"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: vhostThrough(fmt.Sprintf("  endpoints = [%q, %q]", dead, alive), name),
			Check:  made(t, broker, name),
		}},
	})
}

func TestAccProviderTLS(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	pair, err := certificates.New("rabbit.example")
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := tls.X509KeyPair([]byte(pair.Cert), []byte(pair.Key))
	if err != nil {
		t.Fatal(err)
	}
	authorities := x509.NewCertPool()
	authorities.AppendCertsFromPEM([]byte(pair.CA))
	endpoint := proxy(t, broker, &tls.Config{
		MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: authorities,
	}).URL + "/mq"
	name := tfacctest.RandomWithPrefix("test")
	block := func(settings ...string) string {
		return fmt.Sprintf("  endpoints = [%q]\n  tls {\n%s\n  }", endpoint, strings.Join(settings, "\n"))
	}
	heredoc := func(attribute, pem string) string { return fmt.Sprintf("    %s = <<-E\n%s\nE", attribute, pem) }
	authority, client := heredoc("ca_pem", pair.CA), heredoc("cert_pem", pair.Cert)+"\n"+heredoc("key_pem", pair.Key)
	serverName := "    server_name = \"rabbit.example\""
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: vhostThrough(block(client, serverName), name), ExpectError: regexp.MustCompile(`unknown\s+authority`)},
			{Config: vhostThrough(block(authority, client), name), ExpectError: regexp.MustCompile(`certificate\s+[\s\S]*127\.0\.0\.1`)},
			{Config: vhostThrough(block(authority, serverName), name), ExpectError: regexp.MustCompile(`certificate\s+required`)},
			{Config: vhostThrough(block(authority, client, serverName), name), Check: made(t, broker, name)},
		},
	})
}

func TestAccProviderWrongPassword(t *testing.T) {
	broker := acctest.Start(t)
	block := fmt.Sprintf("  endpoints = [%q]\n  password = \"wrong7f3aSecretUnstored\"", broker.Lab.Endpoints()[0])
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config:      vhostThrough(block, "never"),
			PlanOnly:    true,
			ExpectError: regexp.MustCompile(`The provider cannot log in to the broker[\s\S]*rabbitmqha_vhost\.test[\s\S]*answered\s+401[\s\S]*RABBITMQ_PASSWORD`),
		}},
	})
	if broker.Get(t, "vhosts", "never") != nil {
		t.Error("the virtual host was made")
	}
}
