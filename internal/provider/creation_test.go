package provider

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// failingBroker tells what it is, and does with every other GET what it is told. It writes down what it is asked to change.
func failingBroker(t *testing.T, fails http.HandlerFunc) (changes func() []string) {
	t.Helper()
	var mu sync.Mutex
	var asked []string
	answers := map[string]string{
		"/api/overview": `{"rabbitmq_version":"3.10.8","cluster_name":"c","node":"rabbit@a"}`,
		"/api/global-parameters/internal_cluster_id": `{"name":"internal_cluster_id","value":"rabbitmq-cluster-id-1"}`,
	}
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := answers[r.URL.Path]
		switch {
		case r.Method != http.MethodGet:
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, r.Method+" "+r.URL.EscapedPath())
			w.WriteHeader(http.StatusCreated)
		case ok:
			_, _ = w.Write([]byte(body))
		default:
			fails(w, r)
		}
	}))
	t.Cleanup(node.Close)
	t.Setenv("RABBITMQ_ENDPOINTS", node.URL)
	t.Setenv("RABBITMQ_MAX_RETRIES", "0")
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return asked
	}
}

// create makes the calls of Terraform for an object that is not in its state, and returns the errors.
func (c *caller) create(t *testing.T, typeName string, config map[string]any) (failures []string) {
	t.Helper()
	for _, each := range c.tryCreation(t, typeName, config).Diagnostics {
		if each.Severity == tfprotov6.DiagnosticSeverityError {
			failures = append(failures, each.Summary+": "+each.Detail)
		}
	}
	return failures
}

// tryCreation is create, and returns all that comes of it.
func (c *caller) tryCreation(t *testing.T, typeName string, config map[string]any) *tfprotov6.ApplyResourceChangeResponse {
	t.Helper()
	schema := c.schemas.ResourceSchemas[typeName]
	none, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), nil))
	if err != nil {
		t.Fatal(err)
	}
	written := encode(t, schema, config)
	planned, err := c.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, Config: written, PriorState: &none, ProposedNewState: written,
	})
	if err != nil {
		t.Fatal(err)
	}
	diags := planned.Diagnostics
	for _, each := range diags {
		if each.Severity == tfprotov6.DiagnosticSeverityError {
			t.Fatalf("plan: %s: %s", each.Summary, each.Detail)
		}
	}
	applied, err := c.ApplyResourceChange(context.Background(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, Config: written, PriorState: &none, PlannedState: planned.PlannedState, PlannedPrivate: planned.PlannedPrivate,
	})
	if err != nil {
		t.Fatal(err)
	}
	return applied
}

// creations are those that look first whether the object exists. A queue or an exchange is told apart by the broker itself.
func creations() map[string]map[string]any {
	uris := []tftypes.Value{tftypes.NewValue(tftypes.String, "amqp://rabbit1")}
	end := map[string]any{"uris": uris, "queue": "q"}
	policy := map[string]any{"vhost": "v", "name": "o/1", "pattern": "^a", "definition": map[string]any{"max_length": 5}}
	return map[string]map[string]any{
		"vhost":               {"name": "o/1"},
		"policy":              policy,
		"operator_policy":     policy,
		"mirroring_policy":    {"vhost": "v", "name": "o/1", "pattern": "^a"},
		"user":                {"name": "o/1", "password_hash": ""},
		"permissions":         {"vhost": "v", "user": "o/1", "configure": "", "write": "", "read": ""},
		"topic_permissions":   {"vhost": "v", "user": "o/1", "exchange": "amq.topic", "write": "", "read": ""},
		"parameter":           {"vhost": "v", "name": "o/1", "component": "c", "value": "{}"},
		"global_parameter":    {"name": "o/1", "value": "1"},
		"shovel":              {"vhost": "v", "name": "o/1", "source": end, "destination": end},
		"federation_upstream": {"vhost": "v", "name": "o/1", "uris": uris},
		"vhost_limits":        {"vhost": "o/1", "max_queues": 5},
		"user_limits":         {"user": "o/1", "max_channels": 5},
	}
}

// What cannot be read is not absent: nothing is created over it. The error names the object, and what was asked where.
func TestWhatCannotBeReadIsNotCreated(t *testing.T) {
	refuse := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	for name, test := range map[string]struct {
		fails   http.HandlerFunc
		want    string
		timeout string // of a request, where the broker does not answer
	}{
		"wrong password":   {refuse(http.StatusUnauthorized, `{"error":"not_authorised","reason":"Login failed"}`), "RABBITMQ_PASSWORD", ""},
		"no permission":    {refuse(http.StatusForbidden, `{"error":"not_authorised","reason":"Access refused."}`), "lacks a permission", ""},
		"a fault":          {refuse(http.StatusInternalServerError, ``), "500", ""},
		"a page not found": {refuse(http.StatusNotFound, `<html>no such page</html>`), "not what the management API answers", ""},
		"silence":          {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "timed out", "1s"},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, config := range creations() {
				changes := failingBroker(t, test.fails)
				t.Setenv("RABBITMQ_TIMEOUT", test.timeout)
				failures := strings.Join(newCaller(t, newServer()).create(t, "rabbitmqha_"+kind, config), "\n")
				for _, want := range []string{test.want, `"o/1"`, "GET ", "/api/"} {
					if !strings.Contains(failures, want) {
						t.Errorf("%s: %q is not in the error: %s", kind, want, failures)
					}
				}
				if got := changes(); len(got) > 0 {
					t.Errorf("%s: the broker was asked to change something: %q", kind, got)
				}
			}
		})
	}
}
