package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

const address = "registry.terraform.io/rabbitmqha/rabbitmqha"

// TestMain lets this test binary be its own provider plugin: Terraform starts
// it with the plugin protocol's cookie in the environment.
func TestMain(m *testing.M) {
	if os.Getenv("TF_PLUGIN_MAGIC_COOKIE") == "" {
		os.Exit(m.Run())
	}
	factory := func() tfprotov6.ProviderServer { return &sampleServer{} }
	if err := tf6server.Serve(address, factory); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// TestSameAsTerraform compares the dump with what the installed Terraform
// prints for the same server, leaving out only what that release is too old
// to print.
func TestSameAsTerraform(t *testing.T) {
	t.Parallel()
	want := terraformSchema(t)
	got := decodeDump(t, &sampleServer{})
	for _, kind := range []string{"resource_identity_schemas", "list_resource_schemas", "action_schemas"} {
		if _, ok := want[kind]; !ok {
			delete(got, kind)
		}
	}

	// Older releases leave deprecation messages out of schemas.
	const message = "resource_schemas/rabbitmqha_thing/block/attributes/old/deprecation_message"
	if at(want, message) == nil {
		remove(t, got, message)
	}
	for kind := range want {
		if !reflect.DeepEqual(got[kind], want[kind]) {
			t.Errorf("%s\ngot  %v\nwant %v", kind, got[kind], want[kind])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d kinds, Terraform has %d", len(got), len(want))
	}
}

func terraformSchema(t *testing.T) map[string]any {
	t.Helper()
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("no terraform on the PATH to compare with")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, "terraform-provider-rabbitmqha")); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "terraform.rc")
	save(t, config, fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n}\n", address, dir))
	save(t, filepath.Join(dir, "main.tf"), fmt.Sprintf(
		"terraform {\n  required_providers {\n    rabbitmqha = { source = %q }\n  }\n}\n", address))
	command := exec.CommandContext(t.Context(), terraform, "providers", "schema", "-json")
	command.Dir = dir
	command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1")
	command.Stderr = t.Output()
	output, err := command.Output()
	if err != nil {
		t.Fatalf("terraform providers schema: %v\n%s", err, output)
	}
	var doc struct {
		Schemas map[string]map[string]any `json:"provider_schemas"`
	}
	if err := json.Unmarshal(output, &doc); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return doc.Schemas[address]
}

// remove deletes the value at a path that must exist.
func remove(t *testing.T, value any, name string) {
	t.Helper()
	parent, key := path.Split(name)
	object, ok := at(value, strings.TrimSuffix(parent, "/")).(map[string]any)
	if !ok {
		t.Fatalf("nothing at %s", name)
	}
	delete(object, key)
}

func save(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
