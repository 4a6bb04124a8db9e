package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// notGenerated are the resources that testdata/generated does not have, and why.
var notGenerated = map[string]string{
	"rabbitmqha_cluster_member":   "its object is a node, which TestAccClusterMember... import",
	"rabbitmqha_mirroring_policy": "no broker from 4.0 on takes one, and all its attributes are rabbitmqha_policy's",
}

// What one workspace has made is imported into another, with the configuration that Terraform generates. Every plan that would
// change an object says so at the attribute. With the lines that these warnings ask for, and with the URIs, which are sensitive,
// the import changes nothing, and neither does the next plan.
func TestAccGeneratedConfiguration(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost := tfacctest.RandomWithPrefix("test")
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	work.Environment = append(work.Environment, "TF_VAR_vhost="+vhost)
	if _, err := work.Load(nil, filepath.Join("testdata", "generated")); err != nil {
		t.Fatal(err)
	}
	if err := work.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = work.Terraform(context.Background(), "destroy", "-auto-approve", "-input=false", "-no-color")
	})
	before := broker.Get(t, "definitions", vhost)

	write(t, work, "imports.tf", importBlocks(t, work))
	for _, name := range []string{"generated_main.tf", "terraform.tfstate"} {
		if err := os.Remove(filepath.Join(work.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	// It fails for the URIs alone, which the next configuration has.
	_, _ = work.Terraform(t.Context(), "plan", "-input=false", "-no-color", "-generate-config-out=generated.tf")
	generated := filepath.Join(work.Dir, "generated.tf")
	text, err := os.ReadFile(generated)
	if err != nil {
		t.Fatal(err)
	}
	config := regexp.MustCompile(`(?m)^(\s+uris\s+= )null # sensitive$`).ReplaceAllString(string(text), `${1}["amqp://"]`)
	write(t, work, "generated.tf", config)

	// From 1.14 on Terraform asks the provider to generate, and nothing is lost.
	lost := []string{
		"rabbitmqha_exchange.test alternate_exchange", "rabbitmqha_federation_upstream.test exchange",
		"rabbitmqha_federation_upstream_set.test exchange", "rabbitmqha_policy.test dead_letter_exchange",
		"rabbitmqha_policy.test dead_letter_routing_key", "rabbitmqha_queue.quorum dead_letter_exchange",
		"rabbitmqha_queue.quorum dead_letter_routing_key", "rabbitmqha_shovel.test exchange", "rabbitmqha_shovel.test exchange_key",
		"rabbitmqha_shovel.test exchange_key",
	}
	if providerGenerates(t, work) {
		lost = nil
	}
	warned, config := heed(t, work, config)
	if slices.Sort(warned); !slices.Equal(warned, lost) {
		t.Errorf("the plan warned of %q, want %q", warned, lost)
	}
	write(t, work, "generated.tf", config)
	if err := work.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := broker.Get(t, "definitions", vhost); !reflect.DeepEqual(before, after) {
		t.Errorf("the broker had %v, and has %v", before, after)
	}
	if err := work.ExpectNoChanges(t.Context()); err != nil {
		t.Error(err)
	}
}

// providerGenerates reports whether this Terraform asks the provider to generate configuration.
func providerGenerates(t *testing.T, work *workspace.Workspace) bool {
	t.Helper()
	out, err := work.Terraform(t.Context(), "version", "-json")
	if err != nil {
		t.Fatal(err)
	}
	var of struct {
		Version string `json:"terraform_version"`
	}
	if err := json.Unmarshal([]byte(out), &of); err != nil {
		t.Fatal(err)
	}
	running, err := version.NewVersion(of.Version)
	if err != nil {
		t.Fatal(err)
	}
	return running.GreaterThanOrEqual(version.Must(version.NewVersion("1.14.0")))
}

// importBlocks has one for each object in the state, of every type of resource but those of notGenerated.
func importBlocks(t *testing.T, work *workspace.Workspace) string {
	t.Helper()
	out, err := work.Terraform(t.Context(), "show", "-json")
	if err != nil {
		t.Fatal(err)
	}
	var state struct {
		Values struct {
			Root struct {
				Resources []struct {
					Type, Name string
					Values     struct{ ID string }
				}
			} `json:"root_module"`
		}
	}
	if err := json.Unmarshal([]byte(out), &state); err != nil {
		t.Fatal(err)
	}
	blocks, types := "", maps.Clone(notGenerated)
	for _, each := range state.Values.Root.Resources {
		blocks += fmt.Sprintf("import {\n  to = %s.%s\n  id = %q\n}\n", each.Type, each.Name, each.Values.ID)
		types[each.Type] = "imported"
	}
	schemas, err := provider.Server("test")().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name := range schemas.ResourceSchemas {
		if types[name] == "" {
			t.Errorf("testdata/generated has no %s", name)
		}
	}
	return blocks
}

// heed plans, and returns what its warnings are about, and the configuration with the lines that they ask for.
func heed(t *testing.T, work *workspace.Workspace, config string) (warned []string, heeded string) {
	t.Helper()
	out, err := work.Terraform(t.Context(), "plan", "-input=false", "-json")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out) {
		var said struct {
			Diagnostic struct{ Severity, Summary, Address string }
		}
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		name, isLost := strings.CutSuffix(said.Diagnostic.Summary, ` = "" will be removed`)
		if !isLost {
			continue
		}
		warned = append(warned, said.Diagnostic.Address+" "+name)
		kind, label, _ := strings.Cut(said.Diagnostic.Address, ".")
		block := regexp.MustCompile(fmt.Sprintf(`(?s)\nresource "%s" "%s" \{.*?\n\}\n`, kind, label))
		config = block.ReplaceAllStringFunc(config, func(text string) string {
			return regexp.MustCompile(`(\n\s+`+name+`\s+= )null\n`).ReplaceAllString(text, "${1}\"\"\n")
		})
	}
	return warned, config
}

func write(t *testing.T, work *workspace.Workspace, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(work.Dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
