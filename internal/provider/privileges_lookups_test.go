package provider_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// lookups are the data sources that ask the broker. The others, which render text, need none.
func lookups() map[string]privilegeCase {
	in := func(p fixture) map[string]any { return map[string]any{"vhost": p.vhost} }
	none := func(fixture) map[string]any { return map[string]any{} }
	aQueue := func(p fixture) { p.put(map[string]any{"durable": true}, "queues", p.vhost, p.name) }
	checked := regexp.QuoteMeta("terraform.delivery-check.")
	return map[string]privilegeCase{
		"`data.rabbitmqha_bindings`": {typeName: "bindings", before: aQueue, look: in},
		"`data.rabbitmqha_cluster`":  {typeName: "cluster", look: none},
		"`data.rabbitmqha_delivery_check`": {
			typeName: "delivery_check",
			objects: map[string]func(fixture) string{
				"`amq.default`":                             func(fixture) string { return "^amq[.]default$" },
				"`terraform.delivery-check.*`":              func(fixture) string { return "^" + checked },
				"`terraform.delivery-check.*`, `amq.gen-*`": func(fixture) string { return "^(" + checked + "|amq[.]gen-)" },
			},
			look: func(p fixture) map[string]any {
				return map[string]any{"vhost": p.vhost, "address": p.broker.Lab.Nodes[0].AMQPAddress(), "queue_type": "classic"}
			},
		},
		"`data.rabbitmqha_effective_policy`": {
			typeName: "effective_policy", before: aQueue,
			look: func(p fixture) map[string]any { return map[string]any{"vhost": p.vhost, "name": p.name} },
		},
		"`data.rabbitmqha_exchange`": {
			typeName: "exchange",
			look:     func(p fixture) map[string]any { return map[string]any{"vhost": p.vhost, "name": "amq.topic"} },
		},
		"`data.rabbitmqha_feature_flags`": {typeName: "feature_flags", look: none},
		"`data.rabbitmqha_ha_audit`":      {typeName: "ha_audit", before: aQueue, look: in},
		"`data.rabbitmqha_policies`": {
			typeName: "policies", look: in,
			before: func(p fixture) {
				p.put(map[string]any{"pattern": "^none$", "definition": map[string]any{"max-length": 5}}, "policies", p.vhost, p.name)
			},
		},
		"`data.rabbitmqha_queue`": {typeName: "queue", before: aQueue, look: with(nil)},
		"`data.rabbitmqha_queues`": {
			typeName: "queues", before: aQueue, look: in,
		},
		"`data.rabbitmqha_quorum_readiness`": {typeName: "quorum_readiness", cookie: true, before: aQueue, look: in},
		"`data.rabbitmqha_user`":             {typeName: "user", before: aUser, sweep: swept("users"), look: globally(nil)},
		"`data.rabbitmqha_vhost`":            {typeName: "vhost", look: func(p fixture) map[string]any { return map[string]any{"name": p.vhost} }},
		"`data.rabbitmqha_vhosts`": {
			typeName: "vhosts", look: none,
		},
	}
}

// withoutUser are the types that nobody logs in for, since they render text.
var withoutUser = []string{"rabbitmqha_bigip_as3", "rabbitmqha_client_settings", "rabbitmqha_haproxy_config", "rabbitmqha_node_config"}

func TestPrivilegesAreDerivedForEveryType(t *testing.T) {
	server, err := acctest.Providers[provider.TypeName]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	resources := privilegeCases()
	maps.Copy(resources, memberships())
	for _, part := range []struct {
		kind    string
		offered []string
		cases   map[string]privilegeCase
	}{
		{"resource", slices.Sorted(maps.Keys(schemas.ResourceSchemas)), resources},
		{"data source", slices.Sorted(maps.Keys(schemas.DataSourceSchemas)), lookups()},
		{"list resource", slices.Sorted(maps.Keys(schemas.ListResourceSchemas)), listings()},
		{"action", slices.Sorted(maps.Keys(schemas.ActionSchemas)), actions()},
	} {
		covered := map[string]bool{}
		for _, l := range part.cases {
			covered["rabbitmqha_"+l.typeName] = true
		}
		for _, name := range part.offered {
			if !covered[name] && !slices.Contains(withoutUser, name) {
				t.Errorf("the %s %s has no case from which privileges are derived", part.kind, name)
			}
		}
	}
}
