package provider

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What a moved state meets in a configuration: nothing is planned, or the plan says why.
func TestMovedStatesArePlanned(t *testing.T) {
	everything := moves()
	binding := moved{
		from: "rabbitmq_binding", to: "rabbitmqha_binding",
		state: `{"arguments":null,"arguments_json":"{\"n\":1,\"x-match\":\"all\"}","destination":"c","destination_type":"queue",` +
			`"properties_key":"~h","routing_key":"","source":"x","vhost":"v"}`,
	}
	transient := moved{
		from: "rabbitmq_exchange", to: "rabbitmqha_exchange",
		state: `{"id":"x@v","name":"x","vhost":"v","settings":[{"arguments":null,"auto_delete":false,"durable":false,"type":"topic"}]}`,
	}
	transientQueue := moved{
		from: "rabbitmq_queue", to: "rabbitmqha_queue",
		state: `{"name":"q","vhost":"v","settings":[{"arguments":{"x-ha-policy":"all"},"arguments_json":"","auto_delete":false,"durable":false}]}`,
	}
	upstream := func(more map[string]any) map[string]any {
		config := map[string]any{
			"vhost": "v", "name": "f", "uris": []any{"amqp://a"}, "ack_mode": "on-confirm", "max_hops": 1, "prefetch_count": 1000,
			"reconnect_delay": 0, "trust_user_id": false,
		}
		for name, value := range more {
			config[name] = value
		}
		return config
	}
	for name, test := range map[string]struct {
		move   moved
		config map[string]any
		same   bool
		// says is what the warnings say, one after the other.
		says string
	}{
		"upstream without what was never sent": {everything["federation upstream"], upstream(nil), true, ""},
		"upstream with an empty exchange": {
			everything["federation upstream"], upstream(map[string]any{"exchange": ""}), false, `exchange = "" will be set`,
		},
		"here document": {
			binding, map[string]any{
				"vhost": "v", "source": "x", "destination": "c", "arguments_json": "{\n  \"x-match\": \"all\",\n  \"n\": 1\n}\n",
			}, true, "",
		},
		"exchange without durable": {
			transient, map[string]any{"vhost": "v", "name": "x", "type": "topic"}, true,
			`durable = false stays at exchange "x" in virtual host "v"`,
		},
		"transient exchange":    {transient, map[string]any{"vhost": "v", "name": "x", "type": "topic", "durable": false}, true, ""},
		"durable exchange":      {transient, map[string]any{"vhost": "v", "name": "x", "type": "topic", "durable": true}, false, ""},
		"another exchange type": {transient, map[string]any{"vhost": "v", "name": "x", "type": "direct"}, false, ""},
		"queue without durable, with x-ha-policy": {
			transientQueue, map[string]any{"vhost": "v", "name": "q", "type": "classic", "arguments_json": `{ "x-ha-policy": "all" }`}, true,
			`durable = false stays at queue "q" in virtual host "v"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			listingBroker(t, map[string]string{"/api/overview": `{"rabbitmq_version":"4.3.0"}`, "/api/queues/v/q": `{"messages":0}`})
			c := newCaller(t, Server("test")())
			target := c.move(t, test.move, community)
			if len(target.Diagnostics) > 0 {
				t.Fatal(target.Diagnostics[0])
			}
			planned := c.plan(t, test.move.to, target.TargetState, test.config)
			form := c.schemas.ResourceSchemas[test.move.to].ValueType()
			before, after := attributes(t, target.TargetState, form), attributes(t, planned.PlannedState, form)
			same := true
			for attribute, value := range before {
				same = same && value.Equal(after[attribute])
			}
			var says []string
			for _, d := range planned.Diagnostics {
				if d.Severity == tfprotov6.DiagnosticSeverityError || d.Attribute == nil {
					t.Fatal(d)
				}
				says = append(says, d.Summary)
			}
			if same != test.same || strings.Join(says, "; ") != test.says {
				t.Errorf("same: %v, says %q; before %v, after %v", same, says, before, after)
			}
		})
	}
}

// plan plans a configuration for what a state has, as Terraform proposes it: what is left out and computed is as it was.
func (c *caller) plan(t *testing.T, typeName string, prior *tfprotov6.DynamicValue, config map[string]any) *tfprotov6.PlanResourceChangeResponse {
	t.Helper()
	schema := c.schemas.ResourceSchemas[typeName]
	written := encode(t, schema, config)
	before, proposed := attributes(t, prior, schema.ValueType()), attributes(t, written, schema.ValueType())
	for _, attribute := range schema.Block.Attributes {
		if attribute.Computed && proposed[attribute.Name].IsNull() {
			proposed[attribute.Name] = before[attribute.Name]
		}
	}
	value, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), proposed))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: prior, ProposedNewState: &value, Config: written,
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}
