package management_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// front is a virtual host of a real cluster, with a proxy before each node.
type front struct {
	broker  *acctest.Broker
	vhost   string
	proxies []*faultproxy.Proxy
}

func newFront(t *testing.T) *front {
	t.Helper()
	broker := acctest.Start(t)
	f := &front{broker: broker, vhost: broker.Vhost(t)}
	for _, endpoint := range broker.Lab.Endpoints() {
		f.proxies = append(f.proxies, newProxy(t, endpoint))
	}
	return f
}

func newProxy(t *testing.T, endpoint string) *faultproxy.Proxy {
	t.Helper()
	proxy, err := faultproxy.Start(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := proxy.Close(); err != nil {
			t.Error(err)
		}
	})
	return proxy
}

// client asks through the proxies, the first one first.
func (f *front) client(t *testing.T, change func(*httpapi.Config)) *management.Client {
	t.Helper()
	config := httpapi.Config{Username: f.broker.Lab.Username, Password: f.broker.Lab.Password}
	for _, proxy := range f.proxies {
		config.Endpoints = append(config.Endpoints, proxy.URL())
	}
	if change != nil {
		change(&config)
	}
	client, err := management.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// once makes every endpoint be asked at most once a call, for tests of how a call fails.
func once(c *httpapi.Config) { c.MaxRetries = new(0) }

// everywhere sets the same fault before each node.
func (f *front) everywhere(fault faultproxy.Fault) {
	for _, proxy := range f.proxies {
		proxy.Set(fault)
	}
}

// awaitEverywhere returns when every node knows an object.
func (f *front) awaitEverywhere(t *testing.T, parts ...string) {
	t.Helper()
	address := path(parts...)
	for _, endpoint := range f.broker.Lab.Endpoints() {
		acctest.Await(t, endpoint+address, func() bool {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, endpoint+address, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			req.SetBasicAuth(f.broker.Lab.Username, f.broker.Lab.Password)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			return resp.StatusCode == http.StatusOK
		})
	}
}

// count tells how many requests of a method, empty for all, arrived at all proxies together.
func (f *front) count(method string) int {
	count := 0
	for _, proxy := range f.proxies {
		count += proxy.Count(method, "")
	}
	return count
}

// lookUps tells how many objects were looked up.
func (f *front) lookUps() int {
	count := f.count(http.MethodGet)
	for _, proxy := range f.proxies {
		// The nodes and the feature flags are looked at before anything is changed.
		count -= proxy.Count(http.MethodGet, path("nodes")) + proxy.Count(http.MethodGet, path("feature-flags"))
	}
	return count
}

func path(parts ...string) string {
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return "/api/" + strings.Join(parts, "/")
}

// propertiesKeys asks a node itself which bindings lead from an exchange to the queue "q".
func (f *front) propertiesKeys(t *testing.T, exchange string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	address := f.broker.Lab.Endpoints()[0] + path("bindings", f.vhost, "e", exchange, "q", "q")
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(f.broker.Lab.Username, f.broker.Lab.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var bindings []struct {
		PropertiesKey string `json:"properties_key"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&bindings); err != nil {
		t.Fatal(err)
	}
	keys := make([]string, len(bindings))
	for i, binding := range bindings {
		keys[i] = binding.PropertiesKey
	}
	return keys
}
