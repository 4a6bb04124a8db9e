package provider_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// The Terraform of most machines is older than 1.12 and knows no identity, so this speaks to the provider as a newer
// one does: it imports by identity, reads, and wants the identity back.
func TestAccImportByIdentity(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	const exchange, queue, policy = "x/1", "q @ é", "p%"
	broker.Put(t, map[string]any{"type": "topic"}, "exchanges", vhost, exchange)
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, queue)
	broker.Post(t, map[string]any{"routing_key": "k.#"}, "bindings", vhost, "e", exchange, "q", queue)
	definition := map[string]any{"pattern": "^q", "definition": map[string]any{"max-length": 5}, "apply-to": "queues"}
	broker.Put(t, definition, "policies", vhost, policy)
	broker.Put(t, definition, "operator-policies", vhost, policy)
	cluster := broker.Get(t, "global-parameters", "internal_cluster_id")["value"]
	server := configured(t)

	for typeName, identity := range map[string]map[string]string{
		"rabbitmqha_vhost":           {"name": vhost},
		"rabbitmqha_exchange":        {"vhost": vhost, "name": exchange},
		"rabbitmqha_queue":           {"vhost": vhost, "name": queue},
		"rabbitmqha_policy":          {"vhost": vhost, "name": policy},
		"rabbitmqha_operator_policy": {"vhost": vhost, "name": policy},
		"rabbitmqha_feature_flag":    {"name": "quorum_queue"},
		"rabbitmqha_cluster_name":    {"id": "cluster_name"},
		"rabbitmqha_binding": {
			"vhost": vhost, "source": exchange, "destination": queue, "destination_type": "queue", "properties_key": "k.%23",
		},
	} {
		t.Run(typeName, func(t *testing.T) {
			got := importAndRead(t, server, typeName, identity)
			for name, want := range identity {
				if got[name] != want {
					t.Errorf("%s came back as %q, want %q", name, got[name], want)
				}
			}
			if got["cluster_id"] != cluster {
				t.Errorf("cluster_id is %q, the broker's is %q", got["cluster_id"], cluster)
			}
		})
	}
}

// configured returns a provider server that finds the broker through the environment.
func configured(t *testing.T) tfprotov6.ProviderServer {
	t.Helper()
	server, err := acctest.Providers["rabbitmqha"]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	block := schemas.Provider.ValueType()
	values := map[string]tftypes.Value{}
	if object, ok := block.(tftypes.Object); ok {
		for name, attribute := range object.AttributeTypes {
			values[name] = tftypes.NewValue(attribute, nil)
		}
	}
	config := dynamic(t, block, tftypes.NewValue(block, values))
	resp, err := server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{Config: config})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp.Diagnostics)
	}
	return server
}

// importAndRead returns the identity that the provider gives after a read.
func importAndRead(t *testing.T, server tfprotov6.ProviderServer, typeName string, identity map[string]string) map[string]string {
	t.Helper()
	ctx := context.Background()
	schemas, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	form := schemas.IdentitySchemas[typeName].ValueType()
	values := map[string]tftypes.Value{"cluster_id": tftypes.NewValue(tftypes.String, nil)}
	for name, value := range identity {
		values[name] = tftypes.NewValue(tftypes.String, value)
	}
	imported, err := server.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{
		TypeName: typeName,
		Identity: &tfprotov6.ResourceIdentityData{IdentityData: dynamic(t, form, tftypes.NewValue(form, values))},
	})
	if err != nil || len(imported.Diagnostics) > 0 || len(imported.ImportedResources) != 1 {
		t.Fatalf("import: %v %+v", err, imported)
	}
	read, err := server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: imported.ImportedResources[0].State, CurrentIdentity: imported.ImportedResources[0].Identity,
	})
	if err != nil || len(read.Diagnostics) > 0 || read.NewIdentity == nil {
		t.Fatalf("read: %v %+v", err, read)
	}
	value, err := read.NewIdentity.IdentityData.Unmarshal(form)
	if err != nil {
		t.Fatal(err)
	}
	var parts map[string]tftypes.Value
	if err := value.As(&parts); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, part := range parts {
		var text *string
		if err := part.As(&text); err != nil {
			t.Fatal(err)
		}
		if text != nil {
			out[name] = *text
		}
	}
	return out
}

func dynamic(t *testing.T, form tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	out, err := tfprotov6.NewDynamicValue(form, value)
	if err != nil {
		t.Fatal(err)
	}
	return &out
}

// With a Terraform of 1.12 or newer the same goes through Terraform itself.
func TestAccImportBlockWithIdentity(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	config := fmt.Sprintf(`
resource "rabbitmqha_exchange" "test" {
  vhost = %[1]q
  name  = "x/1"
  type  = "topic"
}
resource "rabbitmqha_queue" "test" {
  vhost = %[1]q
  name  = "q @ é"
}
resource "rabbitmqha_binding" "test" {
  vhost       = %[1]q
  source      = rabbitmqha_exchange.test.name
  destination = rabbitmqha_queue.test.name
  routing_key = "k.#"
}
resource "rabbitmqha_policy" "test" {
  vhost   = %[1]q
  name    = "p%%"
  pattern = "^q"
  definition {
    max_length = 5
  }
}
`, vhost)
	steps := []resource.TestStep{{Config: config}}
	for _, kind := range []string{"exchange", "queue", "binding", "policy"} {
		steps = append(steps, resource.TestStep{
			ResourceName: "rabbitmqha_" + kind + ".test", ImportState: true, ImportStateKind: resource.ImportBlockWithResourceIdentity,
		})
	}
	resource.Test(t, resource.TestCase{
		TerraformVersionChecks:   []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_12_0)},
		ProtoV6ProviderFactories: acctest.Providers,
		Steps:                    steps,
	})
}
