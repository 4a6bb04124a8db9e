package clientsettings_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// What a URI needs to have encoded, and what a shell, Python, Go or Terraform would read in its own way.
const (
	hardName     = `test a@b:c/d é`
	hardPassword = `p%2F?#&=+;:@/\ "'$HOME${x}é漢7f3aSecret`
)

const address = "data.rabbitmqha_client_settings.this"

// account makes a user and a virtual host with hard names.
func account(t *testing.T, broker *acctest.Broker) {
	t.Helper()
	broker.Put(t, map[string]any{"password": hardPassword, "tags": ""}, "users", hardName)
	t.Cleanup(func() { broker.Delete(t, "users", hardName) })
	broker.Put(t, map[string]any{}, "vhosts", hardName)
	t.Cleanup(func() { broker.Delete(t, "vhosts", hardName) })
	broker.Put(t, map[string]any{"configure": ".*", "write": ".*", "read": ".*"}, "permissions", hardName, hardName)
}

// configuration reaches every node of the lab, and gives the named attributes out.
func configuration(password, more string, outputs ...string) string {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`, `${`, `$${`)
	config := fmt.Sprintf(`
data "rabbitmqha_cluster" "this" {}

data "rabbitmqha_client_settings" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version
  username         = "%s"
  vhost            = "%s"
  %s
  %s
  dynamic "endpoint" {
    for_each = data.rabbitmqha_cluster.this.nodes
    content {
      address = "127.0.0.1"
      port    = endpoint.value.amqp_port
    }
  }
}
`, quote.Replace(hardName), quote.Replace(hardName), strings.Replace(password, hardPassword, quote.Replace(hardPassword), 1), more)
	for _, name := range outputs {
		config += fmt.Sprintf("output %q {\n value = %s.%s\n sensitive = true\n}\n", name, address, name)
	}
	return config
}

// rendered applies a configuration and hands its outputs to a check.
func rendered(t *testing.T, config string, check func(outputs map[string]*terraform.OutputState) error) {
	t.Helper()
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{Config: config, Check: func(state *terraform.State) error {
			return check(state.RootModule().Outputs)
		}}},
	})
}

func text(outputs map[string]*terraform.OutputState, name string) string {
	value, _ := outputs[name].Value.(string)
	return value
}

// TestAccClientSettings_brokerTakesTheURIs logs in at every node by what was rendered, with confirmations.
func TestAccClientSettings_brokerTakesTheURIs(t *testing.T) {
	broker := acctest.Start(t)
	account(t, broker)
	rendered(t, configuration(`password = "`+hardPassword+`"`, "", "amqp_uris"), func(outputs map[string]*terraform.OutputState) error {
		uris, ok := outputs["amqp_uris"].Value.([]any)
		if !ok || len(uris) != len(broker.Lab.Nodes) {
			return fmt.Errorf("%d nodes and the URIs %v", len(broker.Lab.Nodes), outputs["amqp_uris"].Value)
		}
		for _, uri := range uris {
			if err := exchange(fmt.Sprint(uri)); err != nil {
				return err
			}
		}
		return nil
	})
}

// exchange sends a message through a broker and takes it back.
func exchange(uri string) error {
	connection, err := amqp.Dial(uri)
	if err != nil {
		return err
	}
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
	confirmation, err := channel.PublishWithDeferredConfirm("", queue.Name, true, false, amqp.Publishing{Body: []byte("here")})
	if err != nil {
		return err
	}
	if !confirmation.Wait() {
		return errors.New("the message was not confirmed")
	}
	if delivery, found, err := channel.Get(queue.Name, true); err != nil || !found || string(delivery.Body) != "here" {
		return fmt.Errorf("the message did not come back: %v %w", found, err)
	}
	return nil
}

const mainOfGo = `package main

import "log"

func main() {
	connection, err := dial()
	if err != nil {
		log.Fatal(err)
	}
	if _, err := connection.Channel(); err != nil {
		log.Fatal(err)
	}
	_ = connection.Close()
}
`

// TestAccClientSettings_exampleOfGoRuns builds the example as it stands and connects with it.
func TestAccClientSettings_exampleOfGoRuns(t *testing.T) {
	broker := acctest.Start(t)
	account(t, broker)
	rendered(t, configuration(`password_env = "HARD_PASSWORD"`, "", "go_example"), func(outputs map[string]*terraform.OutputState) error {
		folder := t.TempDir()
		files := map[string]string{"dial.go": text(outputs, "go_example"), "main.go": mainOfGo}
		arguments := []string{"run"}
		for name, program := range files {
			path := filepath.Join(folder, name)
			if err := os.WriteFile(path, []byte(program), 0o600); err != nil {
				return err
			}
			arguments = append(arguments, path)
		}
		command := exec.CommandContext(t.Context(), "go", arguments...)
		command.Env = append(os.Environ(), "HARD_PASSWORD="+hardPassword)
		if out, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
		return nil
	})
}
