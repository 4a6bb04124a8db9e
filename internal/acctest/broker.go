package acctest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/acctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// Providers serves the provider under test in this process.
var Providers = map[string]func() (tfprotov6.ProviderServer, error){
	//nolint:unparam // The testing library wants an error.
	provider.TypeName: func() (tfprotov6.ProviderServer, error) { return provider.Server("test")(), nil },
}

// Broker is the cluster of this run as the tests see it.
type Broker struct {
	Lab     *lab.Lab
	Version capability.Version
}

// Start returns the cluster of this run, which "lab run" has started, or skips the test where none is wanted. The
// provider finds the cluster through the environment that "lab run" sets.
func Start(t *testing.T) *Broker {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance test: it needs a cluster and Terraform; run make testacc")
	}
	name := os.Getenv("RABBITMQHA_LAB")
	if name == "" {
		t.Fatal("TF_ACC is set, but RABBITMQHA_LAB names no lab; run make testacc, or lab run -- go test")
	}
	running, err := lab.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	return At(t, running)
}

// At is a cluster that the test has started itself. The provider does not find it by the environment.
func At(t *testing.T, l *lab.Lab) *Broker {
	t.Helper()
	version, err := capability.ParseVersion(l.Version)
	if err != nil {
		t.Fatal(err)
	}
	return &Broker{Lab: l, Version: version}
}

// Vhost makes an empty virtual host for one test and removes it afterwards.
func (b *Broker) Vhost(t *testing.T) string {
	t.Helper()
	name := acctest.RandomWithPrefix("test")
	b.Put(t, map[string]any{}, "vhosts", name)
	t.Cleanup(func() { b.Delete(t, "vhosts", name) })
	return name
}

// Get reads an object of the management API; nil if there is none. Numbers are json.Number.
func (b *Broker) Get(t testing.TB, parts ...string) map[string]any {
	t.Helper()
	status, body := b.call(t, http.MethodGet, nil, parts)
	if status == http.StatusNotFound {
		return nil
	}
	var object map[string]any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil || status != http.StatusOK {
		t.Fatalf("GET %q: status %d, %v: %s", parts, status, err, body)
	}
	return object
}

// List reads a list of the management API.
func (b *Broker) List(t testing.TB, parts ...string) []map[string]any {
	t.Helper()
	status, body := b.call(t, http.MethodGet, nil, parts)
	var list []map[string]any
	if err := json.Unmarshal(body, &list); err != nil || status != http.StatusOK {
		t.Fatalf("GET %q: status %d, %v: %s", parts, status, err, body)
	}
	return list
}

// Put writes an object behind Terraform's back.
func (b *Broker) Put(t testing.TB, object map[string]any, parts ...string) {
	t.Helper()
	if status, body := b.call(t, http.MethodPut, object, parts); status >= http.StatusMultipleChoices {
		t.Fatalf("PUT %q: status %d: %s", parts, status, body)
	}
}

// Post creates an object behind Terraform's back.
func (b *Broker) Post(t testing.TB, object map[string]any, parts ...string) {
	t.Helper()
	if status, body := b.call(t, http.MethodPost, object, parts); status >= http.StatusMultipleChoices {
		t.Fatalf("POST %q: status %d: %s", parts, status, body)
	}
}

// Delete removes an object behind Terraform's back; one that is not there is no fault.
func (b *Broker) Delete(t testing.TB, parts ...string) {
	t.Helper()
	status, body := b.call(t, http.MethodDelete, nil, parts)
	if status >= http.StatusMultipleChoices && status != http.StatusNotFound {
		t.Fatalf("DELETE %q: status %d: %s", parts, status, body)
	}
}

// call asks the first node that answers: a test may have stopped the others.
func (b *Broker) call(t testing.TB, method string, object any, parts []string) (int, []byte) {
	t.Helper()
	var body []byte
	if object != nil {
		var err error
		if body, err = json.Marshal(object); err != nil {
			t.Fatal(err)
		}
	}
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	client := http.Client{Timeout: time.Minute}
	for _, endpoint := range b.Lab.Endpoints() {
		req, err := http.NewRequestWithContext(context.Background(), method, endpoint+"/api/"+strings.Join(escaped, "/"), bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.SetBasicAuth(b.Lab.Username, b.Lab.Password)
		resp, err := client.Do(req)
		if err != nil {
			t.Logf("%s %q: %v", method, parts, err)
			continue
		}
		defer func() { _ = resp.Body.Close() }()
		data, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, data
	}
	t.Fatalf("%s %q: no node answers", method, parts)
	return 0, nil
}
