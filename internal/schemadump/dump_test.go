package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// sampleBlockJSON is what every sampleBlock becomes, but for the attribute's
// name, which stands where the % is.
const sampleBlockJSON = `{
	"attributes": {"%": {
		"type": "string", "optional": true, "computed": true,
		"description": "An *attribute*.", "description_kind": "markdown"
	}},
	"description": "A *block*.", "description_kind": "markdown"
}`

func TestDump(t *testing.T) {
	t.Parallel()
	const (
		thing      = "resource_schemas/rabbitmqha_thing/"
		attributes = thing + "block/attributes/"
		blocks     = thing + "block/block_types/"
	)
	block := func(attribute string) string { return strings.Replace(sampleBlockJSON, "%", attribute, 1) }
	tests := map[string]string{
		thing + "version":                        `3`,
		attributes + "plain/description":         `"An *attribute*."`,
		attributes + "object/type":               `["object", {"inner": ["map", ["set", "dynamic"]]}]`,
		attributes + "nested_single/nested_type": nestedJSON("single"),
		attributes + "nested_list/nested_type":   nestedJSON("list"),
		attributes + "nested_set/nested_type":    nestedJSON("set"),
		attributes + "nested_map/nested_type":    nestedJSON("map"),
		attributes + "secret_wo":                 `{"type": "string", "description_kind": "plain", "optional": true, "write_only": true}`,
		attributes + "computed":                  `{"type": "bool", "description_kind": "plain", "computed": true, "sensitive": true}`,
		attributes + "old/deprecated":            `true`,
		attributes + "old/deprecation_message":   `"Use plain."`,
		blocks + "block_single/nesting_mode":     `"single"`,
		blocks + "block_set/nesting_mode":        `"set"`,
		blocks + "block_map/nesting_mode":        `"map"`,
		blocks + "block_group/nesting_mode":      `"group"`,
		blocks + "block_counted":                 `{"nesting_mode": "list", "min_items": 1, "max_items": 3, "block": ` + block("inside") + `}`,
		"data_source_schemas/rabbitmqha_view":    `{"version": 0, "block": ` + block("seen") + `}`,
		"ephemeral_resource_schemas":             `{"rabbitmqha_gate": {"version": 0, "block": ` + block("wait") + `}}`,
		"list_resource_schemas/rabbitmqha_thing": `{"version": 0, "block": ` + block("pattern") + `}`,
		"action_schemas/rabbitmqha_shake":        `{"block": ` + block("force") + `}`,
		"functions/join/return_type":             `"string"`,
		"functions/join/deprecation_message":     `"Use the other."`,
		"functions/join/variadic_parameter":      `{"name": "parts", "type": ["list", "string"]}`,
		"resource_identity_schemas/rabbitmqha_thing": `{"version": 2, "attributes": {
			"vhost": {"type": "string", "description": "Where.", "required_for_import": true},
			"cluster_id": {"type": "string", "optional_for_import": true}
		}}`,
	}
	got := decodeDump(t, &sampleServer{})
	for path, text := range tests {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			var want any
			if err := json.Unmarshal([]byte(text), &want); err != nil {
				t.Fatal(err)
			}
			if value := at(got, path); !reflect.DeepEqual(value, want) {
				t.Errorf("got  %v\nwant %v", value, want)
			}
		})
	}
}

func TestDumpDiagnostics(t *testing.T) {
	t.Parallel()
	warning := &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "Careful"}
	problem := &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Bad", Detail: "Very."}
	if _, err := dump(t.Context(), &sampleServer{diagnostics: []*tfprotov6.Diagnostic{warning}}); err != nil {
		t.Errorf("a warning failed the dump: %v", err)
	}
	_, err := dump(t.Context(), &sampleServer{diagnostics: []*tfprotov6.Diagnostic{warning, problem}})
	if err == nil || !strings.Contains(err.Error(), "Bad: Very.") || strings.Contains(err.Error(), "Careful") {
		t.Errorf("error %v", err)
	}
}

func nestedJSON(mode string) string {
	return `{"nesting_mode": "` + mode + `", "attributes":
		{"leaf": {"type": "string", "description_kind": "plain", "optional": true}}}`
}

// decodeDump returns what write produced for the server's provider, as plain
// JSON values.
func decodeDump(t *testing.T, server tfprotov6.ProviderServer) map[string]any {
	t.Helper()
	var buffer bytes.Buffer
	if err := write(t.Context(), &buffer, server); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Version string                    `json:"format_version"`
		Schemas map[string]map[string]any `json:"provider_schemas"`
	}
	if err := json.Unmarshal(buffer.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Version != "1.0" || len(doc.Schemas) != 1 {
		t.Fatalf("format %q with %d providers", doc.Version, len(doc.Schemas))
	}
	return doc.Schemas["rabbitmqha"]
}

// at follows a path of object keys and returns nil where it ends early.
func at(value any, path string) any {
	for key := range strings.SplitSeq(path, "/") {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[key]
	}
	return value
}
