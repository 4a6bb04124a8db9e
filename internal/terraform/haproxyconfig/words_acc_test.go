package haproxyconfig

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

// TestAccHAProxyConfig_words writes what files in the field have beyond listeners and servers, and lets HAProxy read it.
func TestAccHAProxyConfig_words(t *testing.T) {
	lab.SameOnEveryBroker(t)
	haproxy, err := exec.LookPath("haproxy")
	if err != nil {
		t.Skip("haproxy is not on PATH")
	}
	pair, err := certificates.New("rabbitmq.example")
	if err != nil {
		t.Fatal(err)
	}
	certificate := filepath.Join(t.TempDir(), "haproxy.pem")
	if err := os.WriteFile(certificate, []byte(pair.Cert+pair.Key), 0o600); err != nil {
		t.Fatal(err)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{
				Config:      strings.ReplaceAll(wordy(certificate), `protocol = "management"`, `protocol = "amqp"`),
				ExpectError: regexp.MustCompile(`No\s+cookies\s+in\s+this\s+protocol[\s\S]*ignores\s+(this|that\s+of\s+server\s+"rabbit2")\s+for\s+amqp`),
			},
			{
				Config: wordy(certificate),
				Check: func(state *terraform.State) error {
					text, ok := state.RootModule().Outputs["config"].Value.(string)
					if !ok {
						return errors.New("there is no rendered file")
					}
					for _, line := range []string{
						"uid 99", "gid 99", "timeout connect 0", "timeout client 0", "timeout server 0s",
						"stats socket /tmp/rabbitmqha.sock mode 660 level admin user root gid 0",
						"bind *:5671 ssl crt " + certificate + " ssl-min-ver TLSv1.2", "bind *:5672",
						`server rabbit1 127.0.0.1:5672 check port 15672 agent-check agent-port 9999 agent-addr 127.0.0.1 agent-inter 5s agent-send "rabbit1\n" maxconn 100 minconn 10 maxqueue 20 observe layer4 error-limit 5 on-error mark-down source 127.0.0.2:20000-29999 tcp-ut 30s`,
						"cookie rabbitmq_server insert indirect nocache httponly secure domain .example.org maxidle 1800s maxlife 28800s attr SameSite=Lax",
						"server rabbit1 127.0.0.1:15672 check cookie rabbit1", "server rabbit2 127.0.0.1:15673 check cookie two",
					} {
						if !strings.Contains(text, "    "+line+"\n") {
							return fmt.Errorf("no line %q in\n%s", line, text)
						}
					}
					file := filepath.Join(t.TempDir(), "haproxy.cfg")
					if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
						return err
					}
					if out, err := exec.Command(haproxy, "-c", "-f", file).CombinedOutput(); err != nil {
						return fmt.Errorf("haproxy -c: %w: %s", err, out)
					}
					return nil
				},
			},
		},
	})
}

func wordy(certificate string) string {
	return `
locals {
  second = "two"
}

data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = "4.3.6"
  uid              = 99
  gid              = 99
  timeout_connect  = "0"
  timeout_client   = "0"
  timeout_server   = "0s"

  stats_socket {
    path  = "/tmp/rabbitmqha.sock"
    level = "admin"
    user  = "root"
    gid   = 0
  }

  listener {
    name     = "clients"
    protocol = "amqps"
    bind {}
    bind { tls = false }
    tls { certificate_file = "` + certificate + `" }
    server {
      name    = "rabbit1"
      address = "127.0.0.1"
      source  = "127.0.0.2:20000-29999"
      observe     = "layer4"
      error_limit = 5
      on_error    = "mark-down"
      maxconn     = 100
      minconn     = 10
      maxqueue    = 20
      extra       = ["tcp-ut 30s"]
      agent_check {
        port     = 9999
        address  = "127.0.0.1"
        interval = "5s"
        send     = "rabbit1\n"
      }
    }
  }

  listener {
    name     = "browsers"
    protocol = "management"
    cookie {
      name       = "rabbitmq_server"
      secure     = true
      domains    = [".example.org"]
      max_idle   = "30m"
      max_life   = "8h"
      attributes = ["SameSite=Lax"]
    }
    server {
      name    = "rabbit1"
      address = "127.0.0.1"
      port    = 15672
    }
    server {
      name    = "rabbit2"
      address = "127.0.0.1"
      port    = 15673
      cookie  = local.second
    }
  }
}

output "config" { value = data.rabbitmqha_haproxy_config.this.config }
`
}
