package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What is listed is what can be managed, sorted, with the identity that an import takes and the state that a read after the
// import gives.
func TestListsHoldWhatAnImportWouldGive(t *testing.T) {
	listingBroker(t, listings())
	c := newCaller(t, newSmallServer())
	for name, test := range map[string]struct {
		typeName string
		config   map[string]any
		limit    int64
		want     []string
	}{
		"queues":               {"rabbitmqha_queue", map[string]any{"vhost": "v"}, 0, []string{"v/a%2F1%20%C3%A9", "v/b"}},
		"queues everywhere":    {"rabbitmqha_queue", nil, 0, []string{"v/a%2F1%20%C3%A9", "v/b"}},
		"queues by name":       {"rabbitmqha_queue", map[string]any{"vhost": "v", "pattern": "^b"}, 0, []string{"v/b"}},
		"not more than wanted": {"rabbitmqha_queue", map[string]any{"vhost": "v"}, 1, []string{"v/a%2F1%20%C3%A9"}},
		"no queue":             {"rabbitmqha_queue", map[string]any{"vhost": "v", "pattern": "^$"}, 0, nil},
		"exchanges":            {"rabbitmqha_exchange", map[string]any{"vhost": "v"}, 0, []string{"v/x@%25"}},
		"bindings": {
			"rabbitmqha_binding", map[string]any{"vhost": "v"}, 0,
			[]string{"v/amq.topic/exchange/x@%25/~", "v/x@%25/queue/b/k.%2523"},
		},
		"bindings by an end": {"rabbitmqha_binding", map[string]any{"vhost": "v", "pattern": "topic"}, 0, []string{"v/amq.topic/exchange/x@%25/~"}},
		"policies":           {"rabbitmqha_policy", map[string]any{"vhost": "v"}, 0, []string{"v/p"}},
		"operator policies":  {"rabbitmqha_operator_policy", map[string]any{"vhost": "v"}, 0, []string{"v/p"}},
		"virtual hosts":      {"rabbitmqha_vhost", nil, 0, []string{"%2F", "v"}},
		"users":              {"rabbitmqha_user", nil, 0, []string{"u"}},
	} {
		t.Run(name, func(t *testing.T) {
			var ids []string
			for _, result := range c.list(t, test.typeName, test.config, test.limit) {
				warnings := 0
				if test.limit > 0 && len(ids) == int(test.limit)-1 {
					warnings = 1
					if len(result.Diagnostics) == 1 && !strings.Contains(result.Diagnostics[0].Detail, "There are 2, and Terraform asked for 1") {
						t.Error(result.Diagnostics[0].Detail)
					}
				}
				if len(result.Diagnostics) != warnings || result.DisplayName == "" {
					t.Fatalf("%+v", result)
				}
				state := attributes(t, result.Resource, c.schemas.ResourceSchemas[test.typeName].ValueType())
				id := text(t, state["id"])
				ids = append(ids, id)
				c.sameAsImported(t, test.typeName, id, result, state)
			}
			if !slices.Equal(ids, test.want) {
				t.Errorf("got %q, want %q", ids, test.want)
			}
		})
	}
}

func (c *caller) list(t *testing.T, typeName string, config map[string]any, limit int64) []tfprotov6.ListResourceResult {
	t.Helper()
	if config == nil {
		config = map[string]any{}
	}
	stream, err := c.lister(t).ListResource(context.Background(), &tfprotov6.ListResourceRequest{
		TypeName: typeName, Config: encode(t, c.schemas.ListResourceSchemas[typeName], config), IncludeResource: true, Limit: limit,
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(stream.Results)
}

func (c *caller) lister(t *testing.T) tfprotov6.ListResourceServer {
	t.Helper()
	lister, ok := c.ProviderServer.(tfprotov6.ListResourceServer)
	if !ok {
		t.Fatal("the server lists nothing")
	}
	return lister
}

func (c *caller) sameAsImported(t *testing.T, typeName, id string, listed tfprotov6.ListResourceResult, state map[string]tftypes.Value) {
	t.Helper()
	ctx := context.Background()
	imported, err := c.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{
		TypeName: typeName, Identity: &tfprotov6.ResourceIdentityData{IdentityData: listed.Identity.IdentityData},
	})
	if err != nil || len(imported.Diagnostics) > 0 {
		t.Fatal(err, imported)
	}
	first := imported.ImportedResources[0]
	read, err := c.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: first.State, CurrentIdentity: first.Identity})
	if err != nil || len(read.Diagnostics) > 0 {
		t.Fatal(err, read)
	}
	for name, want := range attributes(t, read.NewState, c.schemas.ResourceSchemas[typeName].ValueType()) {
		// What a generated configuration cannot say.
		if typeName == "rabbitmqha_user" && name == "hashing_algorithm" {
			want = tftypes.NewValue(tftypes.String, nil)
		}
		if !state[name].Equal(want) {
			t.Errorf("%s %s: %s is listed as %s, read as %s", typeName, id, name, state[name], want)
		}
	}
	if got := fmt.Sprint(listed.Identity.IdentityData); got != fmt.Sprint(read.NewIdentity.IdentityData) {
		t.Errorf("%s %s is listed with another identity than it is read with", typeName, id)
	}
}

func attributes(t *testing.T, value *tfprotov6.DynamicValue, form tftypes.Type) map[string]tftypes.Value {
	t.Helper()
	object, err := value.Unmarshal(form)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]tftypes.Value
	if err := object.As(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func text(t *testing.T, value tftypes.Value) string {
	t.Helper()
	var out string
	if err := value.As(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestListsThatFailSaySo(t *testing.T) {
	for name, test := range map[string]struct {
		typeName string
		config   map[string]any
		want     string
	}{
		"no virtual host":   {"rabbitmqha_queue", map[string]any{"vhost": "w"}, `There is no virtual host "w"`},
		"not to be had":     {"rabbitmqha_binding", nil, "Could not read the bindings of all virtual hosts"},
		"not understood":    {"rabbitmqha_user", nil, "Could not read the users"},
		"no expression":     {"rabbitmqha_queue", map[string]any{"vhost": "v", "pattern": "("}, "The pattern cannot be used"},
		"broker's business": {"rabbitmqha_queue", map[string]any{"vhost": "v", "pattern": `\p{Greek}`}, "The pattern cannot be used"},
	} {
		t.Run(name, func(t *testing.T) {
			listingBroker(t, map[string]string{"/api/queues/v": listedQueues, "/api/users": `{}`})
			t.Setenv("RABBITMQ_MAX_RETRIES", "0")
			results := newCaller(t, newSmallServer()).list(t, test.typeName, test.config, 0)
			if len(results) != 1 || len(results[0].Diagnostics) != 1 || results[0].Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityError {
				t.Fatalf("%+v", results)
			}
			if got := results[0].Diagnostics[0].Summary; !strings.HasPrefix(got, test.want) {
				t.Errorf("got %s, want %s\n%s", got, test.want, results[0].Diagnostics[0].Detail)
			}
		})
	}
}

func TestListBlocksAreValidated(t *testing.T) {
	listingBroker(t, map[string]string{})
	c := newCaller(t, newSmallServer())
	for pattern, faults := range map[string]int{"^a": 0, "(": 1} {
		resp, err := c.lister(t).ValidateListResourceConfig(context.Background(), &tfprotov6.ValidateListResourceConfigRequest{
			TypeName: "rabbitmqha_queue", Config: encode(t, c.schemas.ListResourceSchemas["rabbitmqha_queue"], map[string]any{"pattern": pattern}),
		})
		if err != nil || len(resp.Diagnostics) != faults {
			t.Errorf("%q: %v, %+v", pattern, err, resp)
		}
	}
}
