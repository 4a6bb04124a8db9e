package provider

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Terraform taints what is created with an error, and replaces it. So what fails after the object was written is no error; and
// limits, which may have been there before, are recorded whole or not at all.
func TestNoCreationIsTainted(t *testing.T) {
	for name, test := range map[string]struct {
		typeName string
		config   map[string]any
		// fails are the requests, after the first change, that the broker refuses.
		fails    string
		recorded bool
	}{
		"vhost that cannot be protected": {
			"vhost", map[string]any{"name": "v", "protected_from_deletion": true}, "POST /api/vhosts/v/deletion/protection", true,
		},
		"vhost that cannot be read":  {"vhost", map[string]any{"name": "v"}, "GET /api/vhosts/v", true},
		"user that cannot be read":   {"user", map[string]any{"name": "u", "password_wo": "p"}, "GET /api/users/u", true},
		"cluster without an id":      {"exchange", map[string]any{"vhost": "v", "name": "x", "type": "direct"}, "GET /api/global-parameters", true},
		"second of two limits":       {"vhost_limits", map[string]any{"vhost": "v", "max_queues": 5, "max_connections": 5}, "PUT /api/vhost-limits/v/", false},
		"second of a user's limits":  {"user_limits", map[string]any{"user": "u", "max_channels": 5, "max_connections": 5}, "PUT /api/user-limits/u/", false},
		"everything after the write": {"policy", map[string]any{"vhost": "v", "name": "p", "pattern": "", "definition": map[string]any{"max_length": 5}}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			refusesAfterTheFirstChange(t, test.fails)
			applied := newCaller(t, newServer()).tryCreation(t, "rabbitmqha_"+test.typeName, test.config)
			var errors, warnings []string
			for _, each := range applied.Diagnostics {
				text := each.Summary + ": " + each.Detail
				if each.Severity == tfprotov6.DiagnosticSeverityError {
					errors = append(errors, text)
				} else {
					warnings = append(warnings, text)
				}
			}
			c := newCaller(t, newServer())
			state, err := applied.NewState.Unmarshal(c.schemas.ResourceSchemas["rabbitmqha_"+test.typeName].ValueType())
			switch {
			case err != nil:
				t.Fatal(err)
			case state.IsNull() == test.recorded:
				t.Errorf("the state is %s; %q", state, errors)
			case test.recorded == (len(errors) > 0):
				t.Errorf("the errors are %q", errors)
			case !state.IsFullyKnown():
				t.Errorf("the state is not known: %s", state)
			case strings.Contains(name, "cannot") && len(warnings) == 0:
				t.Error("nothing is said about what failed")
			}
		})
	}
}

// refusesAfterTheFirstChange is a broker of 4.3 that has nothing, takes one change, and refuses from then on what begins so.
func refusesAfterTheFirstChange(t *testing.T, fails string) {
	t.Helper()
	var mu sync.Mutex
	changed := false
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked := r.Method + " " + r.URL.Path
		switch {
		case changed && strings.HasPrefix(asked, fails):
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"bad_request","reason":"no"}`))
		case r.URL.Path == "/api/overview":
			_, _ = w.Write([]byte(`{"rabbitmq_version":"4.3.0","cluster_name":"c","node":"rabbit@a"}`))
		case r.Method != http.MethodGet:
			changed = true
			w.WriteHeader(http.StatusCreated)
		case strings.Contains(r.URL.Path, "-limits/"), strings.HasPrefix(r.URL.Path, "/api/nodes"), strings.HasPrefix(r.URL.Path, "/api/feature-flags"):
			_, _ = w.Write([]byte(`[]`))
		case changed && strings.HasPrefix(r.URL.Path, "/api/exchanges/"):
			_, _ = w.Write([]byte(`{"vhost":"v","name":"x","type":"direct","durable":true,"auto_delete":false,"internal":false,"arguments":{}}`))
		case changed || strings.HasPrefix(r.URL.Path, "/api/whoami"), strings.HasPrefix(r.URL.Path, "/api/global-parameters"):
			_, _ = w.Write([]byte(`{"name":"v","tags":"administrator"}`))
		default:
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"error":"Object Not Found","reason":"Not Found"}`))
		}
	}))
	t.Cleanup(node.Close)
	t.Setenv("RABBITMQ_ENDPOINTS", node.URL)
	t.Setenv("RABBITMQ_MAX_RETRIES", "0")
}
