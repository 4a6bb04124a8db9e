package provider

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// A node that was reset is a cluster of its own. What it does not have is gone there, but it was elsewhere.
func TestObjectThatIsGoneWasOnAnotherCluster(t *testing.T) {
	const id, object = "/api/global-parameters/internal_cluster_id", "/api/exchanges/v/x"
	for name, test := range map[string]struct {
		now    string
		warned bool
	}{
		"the same cluster": {"rabbitmq-cluster-id-1", false},
		"another cluster":  {"rabbitmq-cluster-id-2", true},
	} {
		t.Run(name, func(t *testing.T) {
			answers := map[string]string{
				object:        `{"vhost":"v","name":"x","type":"topic","durable":true,"auto_delete":false,"internal":false,"arguments":{}}`,
				"/api/whoami": `{"name":"u","tags":["administrator"]}`,
			}
			listingBroker(t, answers)
			exchange := newCaller(t, newServer()).imported(t, "rabbitmqha_exchange", "v/x", map[string]any{"vhost": "v", "name": "x", "type": "topic"})
			delete(answers, object)
			answers[id] = `{"name":"internal_cluster_id","value":"` + test.now + `"}`
			later := newCaller(t, newServer())
			read, err := later.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
				TypeName: exchange.typeName, CurrentState: exchange.state, CurrentIdentity: exchange.identity,
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, said := range read.Diagnostics {
				if said.Severity != tfprotov6.DiagnosticSeverityWarning || !strings.Contains(said.Detail, `exchange "x" in virtual host "v"`) ||
					!strings.Contains(said.Detail, "rabbitmq-cluster-id-1") {
					t.Errorf("%s: %s", said.Summary, said.Detail)
				}
			}
			if (len(read.Diagnostics) == 1) != test.warned || len(read.Diagnostics) > 1 {
				t.Errorf("%d diagnostics", len(read.Diagnostics))
			}
			state, err := read.NewState.Unmarshal(later.schemas.ResourceSchemas[exchange.typeName].ValueType())
			if err != nil || !state.IsNull() {
				t.Errorf("the state is %v, %v", state, err)
			}
		})
	}
}
