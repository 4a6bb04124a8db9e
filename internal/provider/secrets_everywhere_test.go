package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// planted is a secret for each attribute that takes one, by its name in the table of SECURITY.md: text that stands for itself
// wherever it is written, also in JSON and in a URI, and that occurs nowhere else. The provider's own password and cookie are
// those of the lab.
func planted() map[string]string {
	out := map[string]string{"rabbitmqha_user password_hash": "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"}
	for i, name := range []string{
		"provider erlang.ssh.passphrase", "provider erlang.ssh.private_key", "provider erlang.tls.key_pem", "provider tls.key_pem",
		"rabbitmqha_federation_upstream uris", "rabbitmqha_parameter value_wo", "rabbitmqha_shovel destination.uris",
		"rabbitmqha_shovel source.uris", "rabbitmqha_user password_wo", "data.rabbitmqha_bigip_as3 listener.check.password",
		"data.rabbitmqha_client_settings password", "data.rabbitmqha_delivery_check password",
		"data.rabbitmqha_delivery_check tls.key_pem", "data.rabbitmqha_haproxy_config listener.check.password",
		"data.rabbitmqha_haproxy_config stats.password", "data.rabbitmqha_node_config default_pass",
		"data.rabbitmqha_node_config settings_sensitive", "data.rabbitmqha_node_config advanced.value_sensitive",
		"data.rabbitmqha_node_config inter_node_tls.password", "data.rabbitmqha_node_config node.settings_sensitive",
		"data.rabbitmqha_node_config node.advanced.value_sensitive",
	} {
		out[name] = fmt.Sprintf("Planted%c"+leaks.Mark, 'A'+i)
	}
	return out
}

// The configuration has everything on offer in it, and a secret for whatever takes one.
func TestSecretsAreEverywhere(t *testing.T) {
	known := planted()
	for _, attribute := range secretAttributes(t) {
		labs := slices.Contains([]string{"provider password", "provider erlang.cookie"}, attribute.String())
		if attribute.given() && !labs && known[attribute.String()] == "" {
			t.Errorf("%s has no secret in the test", attribute)
		}
		delete(known, attribute.String())
	}
	for name := range known {
		t.Errorf("%s is no attribute with a secret", name)
	}
	everything := secretsWhole() + secretsSpoilt + secretsSpoiltErlang + secretsUnusable
	for name := range planted() {
		if !strings.Contains(everything, `["`+name+`"]`) {
			t.Errorf("%s is not in the configuration", name)
		}
	}
	for _, name := range onOffer(t) {
		if !strings.Contains(everything, name) {
			t.Errorf("%s is not in the configuration", name)
		}
	}
}

// onOffer are the resources and data sources, but for the membership of nodes, which takes nodes of its own.
func onOffer(t *testing.T) (names []string) {
	t.Helper()
	server, err := acctest.Providers[provider.TypeName]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name := range schemas.ResourceSchemas {
		if name != "rabbitmqha_cluster_member" {
			names = append(names, fmt.Sprintf("resource %q", name))
		}
	}
	for name := range schemas.DataSourceSchemas {
		names = append(names, fmt.Sprintf("data %q", name))
	}
	return names
}
