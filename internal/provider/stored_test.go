package provider

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// What a broker stores as it was sent is neither an error nor a warning, whatever the object; and what it changes is an error that
// names the attribute.
func TestWhatIsStoredIsComparedWithWhatWasSent(t *testing.T) {
	uris := []any{"amqp://u:geheim@h"}
	for kind, test := range map[string]struct {
		config map[string]any
		// key is one that this broker changes the value of, and at the attribute that the error then names; "" for none, since each
		// takes the two seconds for which an answer is doubted.
		key, at string
	}{
		"queue":               {set("vhost", "v", "name", "q", "type", "quorum", "arguments", set("max_length", 5)), "", ""},
		"exchange":            {set("vhost", "v", "name", "x", "type", "fanout", "alternate_exchange", "y"), "type", "type"},
		"policy":              {set("vhost", "v", "name", "p", "pattern", "^q", "apply_to", "queues", "definition", set("max_length", 5, "overflow", "reject-publish")), "", ""},
		"operator_policy":     {set("vhost", "v", "name", "p", "pattern", "^q", "apply_to", "queues", "definition", set("max_length", 5)), "", ""},
		"permissions":         {set("vhost", "v", "user", "u", "configure", "", "write", "^a", "read", ".*"), "", ""},
		"shovel":              {set("vhost", "v", "name", "s", "source", set("uris", uris, "queue", "a"), "destination", set("uris", uris, "queue", "b", "publish_properties", `{"delivery_mode":2}`)), "src-uri", "source.uris"},
		"federation_upstream": {set("vhost", "v", "name", "f", "uris", uris, "prefetch_count", 5, "trust_user_id", false), "", ""},
		"parameter":           {set("vhost", "v", "component", "c", "name", "p", "value", `{"a": [1, 2.5, "x"]}`), "a", "value"},
		"global_parameter":    {set("name", "g", "value", `{"a": 1}`), "", ""},
		"user":                {set("name", "u", "tags", []any{"b", "a"}), "tags", "tags"},
		"vhost":               {set("name", "v", "description", "d", "tags", []any{"b", "a"}), "", ""},
	} {
		for _, changes := range slices.Compact([]string{"", test.key}) {
			storingBroker(t, changes)
			applied := newCaller(t, newServer()).tryCreation(t, "rabbitmqha_"+kind, test.config)
			switch {
			case changes == "" && len(applied.Diagnostics) > 0:
				t.Errorf("%s: %s: %s", kind, applied.Diagnostics[0].Summary, applied.Diagnostics[0].Detail)
			case changes == "":
			case len(applied.Diagnostics) != 1 || applied.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityError:
				t.Errorf("%s: the broker has changed %s: %v", kind, changes, applied.Diagnostics)
			case !strings.Contains(applied.Diagnostics[0].Detail, test.at+" = ") || strings.Contains(applied.Diagnostics[0].Detail, "geheim"):
				t.Errorf("%s: %s", kind, applied.Diagnostics[0].Detail)
			}
		}
	}
}

// storingBroker stores what is put there, but for the value of one key at any depth.
func storingBroker(t *testing.T, changes string) {
	t.Helper()
	var mu sync.Mutex
	stored := map[string]map[string]any{}
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		object := stored[r.URL.Path]
		switch {
		case r.Method != http.MethodGet:
			body, _ := io.ReadAll(r.Body)
			_ = json.Unmarshal(body, &object)
			stored[r.URL.Path] = named(r.URL.Path, changed(object, changes))
			w.WriteHeader(http.StatusCreated)
		case object != nil:
			_ = json.NewEncoder(w).Encode(object)
		case r.URL.Path == "/api/overview":
			_, _ = w.Write([]byte(`{"rabbitmq_version":"4.3.0","cluster_name":"c","node":"rabbit@a"}`))
		case strings.HasPrefix(r.URL.Path, "/api/whoami"), strings.HasSuffix(r.URL.Path, "/internal_cluster_id"):
			_, _ = w.Write([]byte(`{"name":"v","tags":"administrator","value":"id"}`))
		case strings.HasPrefix(r.URL.Path, "/api/nodes"), strings.HasPrefix(r.URL.Path, "/api/feature-flags"):
			_, _ = w.Write([]byte(`[]`))
		default:
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"error":"Object Not Found","reason":"Not Found"}`))
		}
	}))
	t.Cleanup(node.Close)
	t.Setenv("RABBITMQ_ENDPOINTS", node.URL)
	t.Setenv("RABBITMQ_MAX_RETRIES", "0")
}

// named adds what names an object, as its path does.
func named(path string, object map[string]any) map[string]any {
	steps := strings.Split(strings.TrimPrefix(path, "/api/"), "/")
	object["name"] = steps[len(steps)-1]
	if len(steps) > 2 {
		object["vhost"] = steps[len(steps)-2]
	}
	switch steps[0] {
	case "permissions":
		object["user"] = steps[2]
	case "parameters":
		object["component"] = steps[1]
	}
	return object
}

func changed(object map[string]any, key string) map[string]any {
	for name, value := range object {
		within, nested := value.(map[string]any)
		switch {
		case nested:
			object[name] = changed(within, key)
		case name != key:
		case value == true:
			object[name] = false
		default:
			object[name] = "something"
		}
	}
	return object
}
