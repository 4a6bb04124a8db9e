package bench_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// What the arms declare is the same: each object that Terraform made from the configuration is one that the bare requests
// remove, and nothing is left.
func TestAccConfigurationAndCallsAreTheSame(t *testing.T) {
	broker := acctest.Start(t)
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []bench.Kind{bench.Classic, bench.Mirrored, bench.Quorum} {
		t.Run(string(kind), func(t *testing.T) {
			if kind == bench.Mirrored && !strings.HasPrefix(broker.Lab.Version, "3.") {
				t.Skipf("RabbitMQ %s has no mirrored queues", broker.Lab.Version)
			}
			shape := bench.Shape{Kind: kind, Queues: 30}
			vhost := "test-bench-" + string(kind)
			text, err := bench.Configuration(bench.Ours, shape, vhost)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range []struct{ name, text string }{{"main.tf", text}, {"terraform.tfstate", ""}} {
				if err := os.WriteFile(filepath.Join(work.Dir, file.name), []byte(file.text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			t.Cleanup(func() { broker.Delete(t, "vhosts", vhost) })
			if err := work.Apply(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := work.ExpectNoChanges(t.Context()); err != nil {
				t.Error(err)
			}
			if _, err := work.Terraform(t.Context(), "plan", "-input=false", "-detailed-exitcode", bench.ChangeArgument); err == nil {
				t.Error("the change of the benchmark changes nothing")
			}
			_, destroy := bench.Calls(shape, vhost)
			for _, phase := range destroy {
				for _, call := range phase {
					if status := send(t, broker, call); status != http.StatusNoContent {
						t.Fatalf("%s %s: status %d", call.Method, call.Path, status)
					}
				}
			}
		})
	}
}

// send sends one call and returns the status of its answer.
func send(t *testing.T, broker *acctest.Broker, call bench.Call) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), call.Method, broker.Lab.Endpoints()[0]+call.Path, strings.NewReader(call.Body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(broker.Lab.Username, broker.Lab.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}
