package provider

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// importID is the first call of "terraform import". It returns the state's id, or the error.
func (c *caller) importID(t *testing.T, typeName, id string) (imported, failure string) {
	t.Helper()
	answer, err := c.ImportResourceState(context.Background(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range answer.Diagnostics {
		failure += each.Summary + ": " + each.Detail
	}
	if failure != "" {
		return "", failure
	}
	value, err := answer.ImportedResources[0].State.Unmarshal(c.schemas.ResourceSchemas[typeName].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	var attributes map[string]tftypes.Value
	if err := value.As(&attributes); err != nil {
		t.Fatal(err)
	}
	if err := attributes["id"].As(&imported); err != nil {
		t.Fatal(err)
	}
	return imported, ""
}

// backticked are the texts between backticks in an error: the form of an id, and an example.
var backticked = regexp.MustCompile("`([^`]+)`")

// Every type says what its ids look like and what it was given, with an example that it takes.
func TestEveryTypeSaysWhatItsImportIDIs(t *testing.T) {
	t.Setenv("RABBITMQ_ENDPOINTS", "")
	c := newCaller(t, newServer())
	for typeName := range c.schemas.ResourceSchemas {
		if typeName == "rabbitmqha_cluster_name" {
			continue // There is one, whatever it is called by.
		}
		_, failure := c.importID(t, typeName, "a/b/c/d/e/f/g/h")
		quoted := backticked.FindAllStringSubmatch(failure, 2)
		if len(quoted) < 2 || !strings.Contains(failure, `"a/b/c/d/e/f/g/h" has 8 parts; expected `) {
			t.Errorf("%s: %s", typeName, failure)
			continue
		}
		form, example := quoted[0][1], quoted[1][1]
		if imported, failure := c.importID(t, typeName, example); imported != example {
			t.Errorf("%s: the example %s was imported as %q: %s", typeName, example, imported, failure)
		}
		names := strings.Split(form, "/")
		if len(names) < 2 || names[0] != "vhost" || !slices.Contains([]string{"name", "user"}, names[1]) {
			continue
		}
		for given, want := range map[string]string{"o@prod": "`prod/o", "o@/": "`%2F/o", "o@%2F": "`%2F/o", "a@b@v": "`v/a@b"} {
			if _, failure := c.importID(t, typeName, given); !strings.Contains(failure, "write "+want) {
				t.Errorf("%s: %s: want %q in %s", typeName, given, want, failure)
			}
		}
	}
}

// The broker's own properties key is percent-encoded; whoever encodes it again, as the id has it, or does not, means the same.
func TestBindingIDsAreUnderstood(t *testing.T) {
	t.Setenv("RABBITMQ_ENDPOINTS", "")
	c := newCaller(t, newServer())
	for given, want := range map[string]string{
		"v/x/queue/q/a.%2523":   "v/x/queue/q/a.%2523",
		"v/x/queue/q/a.%23":     "v/x/queue/q/a.%2523",
		"v/x/queue/q/a.#":       "v/x/queue/q/a.%2523",
		"v/x/queue/q/~":         "v/x/queue/q/~",
		"v/x/queue/q/a.%252A.b": "v/x/queue/q/a.%252A.b",
		"v/x/queue/q/a.*.b":     "v/x/queue/q/a.%252A.b",
	} {
		if got, failure := c.importID(t, "rabbitmqha_binding", given); got != want {
			t.Errorf("%s was imported as %q, want %s: %s", given, got, want, failure)
		}
	}
	for given, want := range map[string]string{
		"v/x/q/queue/a.%23":   "write `v/x/queue/q/a.%2523`",
		"%2F/x/y/exchange/~":  "write `%2F/x/exchange/y/~`",
		"v/x/topic/q/k":       `must be one of: ["queue" "exchange"]`,
		"v/x/queue/q":         "has 4 parts; expected `vhost/source/destination_type/destination/properties_key`",
		"//x/queue/q/k":       "The virtual host \"/\" is written %2F: `%2F/x/queue/q/k`",
		"v/x/queue/q/orders%": "is not percent-encoded",
	} {
		if _, failure := c.importID(t, "rabbitmqha_binding", given); !strings.Contains(failure, want) {
			t.Errorf("%s: want %q in %q", given, want, failure)
		}
	}
}
