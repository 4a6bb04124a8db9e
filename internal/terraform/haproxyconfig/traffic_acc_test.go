package haproxyconfig_test

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// A file that HAProxy accepts is worth something only when clients reach the brokers through it, whatever the check.
func TestAccRenderedFileCarriesMessages(t *testing.T) {
	broker := acctest.Start(t)
	classic := "balance = \"roundrobin\"\n on_marked_down_shutdown = false\n slowstart = \"0\"\n"
	for name, listener := range map[string]string{
		"the check of this version": "",
		"a tcp check":               "check {\n kind = \"tcp\"\n interval = \"1s\"\n }",
		"an amqp check":             "check {\n kind = \"amqp\"\n interval = \"1s\"\n }",
		"no check":                  "check {\n kind = \"none\"\n }",
		"as in the classic file":    classic + "check {\n kind = \"tcp\"\n interval = \"2000\"\n }",
	} {
		t.Run(name, func(t *testing.T) {
			port := freePort(t)
			config := fmt.Sprintf(`
data "rabbitmqha_cluster" "this" {}
data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version
  listener {
    name = "rabbitmq"
    bind {
      address = "127.0.0.1"
      port    = %d
    }
    %s
    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      content {
        name       = replace(server.value.name, "@", ".")
        address    = "127.0.0.1"
        port       = server.value.amqp_port
        check_port = %s
      }
    }
  }
}
output "config" {
  value = data.rabbitmqha_haproxy_config.this.config
}
`, port, listener, checkPort(listener))
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{Config: config, Check: func(state *terraform.State) error {
					text, ok := state.RootModule().Outputs["config"].Value.(string)
					if !ok {
						return errors.New("there is no rendered file")
					}
					return passes(t, broker, text, port)
				}}},
			})
		})
	}
}

// checkPort is for checks that ask the management API: the nodes of a lab share an address and differ by their ports.
func checkPort(listener string) string {
	if strings.Contains(listener, "kind") {
		return "null"
	}
	return "server.value.management_port"
}

// passes starts HAProxy on the file and sends a message through it and back.
func passes(t *testing.T, broker *acctest.Broker, text string, port int) error {
	t.Helper()
	haproxy, err := lab.StartHAProxy(t.Context(), t.TempDir(), text)
	if err != nil {
		return err
	}
	defer func() {
		if err := haproxy.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	host := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	address := url.URL{Scheme: "amqp", Host: host, User: url.UserPassword(broker.Lab.Username, broker.Lab.Password)}
	var connection *amqp.Connection
	acctest.Await(t, "a connection through HAProxy", func() bool {
		connection, err = amqp.Dial(address.String())
		return err == nil
	})
	defer func() { _ = connection.Close() }()
	channel, err := connection.Channel()
	if err != nil {
		return err
	}
	queue, err := channel.QueueDeclare("", false, true, true, false, nil)
	if err != nil {
		return err
	}
	if err := channel.Confirm(false); err != nil {
		return err
	}
	confirmation, err := channel.PublishWithDeferredConfirm("", queue.Name, true, false, amqp.Publishing{Body: []byte("through HAProxy")})
	if err != nil {
		return err
	}
	if !confirmation.Wait() {
		return errors.New("the message was not confirmed")
	}
	delivery, found, err := channel.Get(queue.Name, true)
	if err != nil || !found || string(delivery.Body) != "through HAProxy" {
		return fmt.Errorf("the message did not come back: %v %w", found, err)
	}
	return nil
}

func freePort(t *testing.T) int {
	t.Helper()
	ports, err := lab.FreePorts(1)
	if err != nil {
		t.Fatal(err)
	}
	return ports[0]
}
