package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// From Terraform 1.14 on the provider writes what is generated: with each empty text that a configuration may have, and without
// those that are read only.
func TestGeneratedConfigurationHasEmptyTexts(t *testing.T) {
	server := Server("test")()
	schemas := catalogue(t)
	if told, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil || !told.ServerCapabilities.GenerateResourceConfig {
		t.Errorf("Terraform is not told that the provider generates configuration: %v, %+v", err, told.ServerCapabilities)
	}
	if told, err := server.GetMetadata(t.Context(), &tfprotov6.GetMetadataRequest{}); err != nil || !told.ServerCapabilities.GenerateResourceConfig {
		t.Errorf("Terraform is not told that the provider generates configuration: %v, %+v", err, told.ServerCapabilities)
	}
	for _, test := range []struct {
		typeName string
		state    map[string]any
		want     []string
	}{
		{"rabbitmqha_policy", map[string]any{"definition": map[string]any{"dead_letter_exchange": "", "max_length": 1}}, []string{"dead_letter_exchange"}},
		{"rabbitmqha_policy", map[string]any{"definition": map[string]any{"max_length": 1}}, nil},
		{"rabbitmqha_exchange", map[string]any{"id": "", "alternate_exchange": ""}, []string{"alternate_exchange"}},
		{"rabbitmqha_feature_flag", map[string]any{"description": ""}, nil},
	} {
		schema := schemas.ResourceSchemas[test.typeName]
		resp, err := server.GenerateResourceConfig(t.Context(), &tfprotov6.GenerateResourceConfigRequest{
			TypeName: test.typeName, State: encode(t, schema, test.state),
		})
		if err != nil || len(resp.Diagnostics) > 0 {
			t.Fatalf("%s: %v, %+v", test.typeName, err, resp)
		}
		config, err := resp.Config.Unmarshal(schema.ValueType())
		if err != nil {
			t.Fatal(err)
		}
		var empty []string
		if err := tftypes.Walk(config, func(path *tftypes.AttributePath, value tftypes.Value) (bool, error) {
			if isEmptyText(value) {
				empty = append(empty, lastName(path))
			}
			return true, nil
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(empty, test.want) {
			t.Errorf("%s of %v: %q are empty, want %q", test.typeName, test.state, empty, test.want)
		}
	}
}

// Every type warns of what Terraform's plan does not show, at the attribute, and of nothing else.
func TestPlanShowsEmptyTexts(t *testing.T) {
	c := newCaller(t, Server("test")())
	schema := c.schemas.ResourceSchemas["rabbitmqha_exchange"]
	with := func(alternate any) map[string]any {
		return map[string]any{
			"id": "%2F/x", "vhost": "/", "name": "x", "type": "fanout", "durable": true, "auto_delete": false, "internal": false,
			"alternate_exchange": alternate,
		}
	}
	for _, test := range []struct {
		before, after any
		want          string
	}{
		{"", nil, `alternate_exchange = "" will be removed`},
		{nil, "", `alternate_exchange = "" will be set`},
		{"", "", ""}, {nil, nil, ""}, {"a", nil, ""}, {"", "a", ""}, {"a", "", ""}, {nil, "a", ""},
	} {
		resp, err := c.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
			TypeName: "rabbitmqha_exchange", PriorState: encode(t, schema, with(test.before)),
			Config: encode(t, schema, with(test.after)), ProposedNewState: encode(t, schema, with(test.after)),
		})
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, each := range resp.Diagnostics {
			if strings.Contains(each.Summary, " will be ") {
				said = append(said, each.Summary)
				if each.Severity != tfprotov6.DiagnosticSeverityWarning || lastName(each.Attribute) != "alternate_exchange" {
					t.Errorf("%+v", each)
				}
			}
		}
		if got := strings.Join(said, ", "); got != test.want {
			t.Errorf("from %#v to %#v: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}
