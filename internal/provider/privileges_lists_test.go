package provider_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// listings are the list resources. Each is to find the one object that the administrator has made for it.
func listings() map[string]privilegeCase {
	byName := func(p fixture) map[string]any { return map[string]any{"pattern": "^" + p.name + "$"} }
	inVhost := func(p fixture) map[string]any { return map[string]any{"vhost": p.vhost, "pattern": "^" + p.name + "$"} }
	anExchange := func(p fixture) { p.put(map[string]any{"type": "topic"}, "exchanges", p.vhost, p.name) }
	aRule := func(kind string) func(fixture) {
		return func(p fixture) {
			p.put(map[string]any{"pattern": "^none$", "apply-to": "queues", "definition": map[string]any{"max-length": 5}}, kind, p.vhost, p.name)
		}
	}
	return map[string]privilegeCase{
		"`list.rabbitmqha_binding`": {
			typeName: "binding", list: inVhost,
			before: func(p fixture) {
				anExchange(p)
				p.put(map[string]any{"durable": true}, "queues", p.vhost, p.name+".q")
				p.broker.Post(p, map[string]any{"routing_key": "key"}, "bindings", p.vhost, "e", p.name, "q", p.name+".q")
			},
		},
		"`list.rabbitmqha_exchange`":                   {typeName: "exchange", before: anExchange, list: inVhost},
		"`list.rabbitmqha_exchange` with `cluster_id`": {typeName: "exchange", before: anExchange, list: inVhost, clusterID: true},
		"`list.rabbitmqha_operator_policy`":            {typeName: "operator_policy", before: aRule("operator-policies"), list: inVhost},
		"`list.rabbitmqha_policy`":                     {typeName: "policy", before: aRule("policies"), list: inVhost},
		"`list.rabbitmqha_queue`": {
			typeName: "queue", list: inVhost,
			before: func(p fixture) { p.put(map[string]any{"durable": true}, "queues", p.vhost, p.name) },
		},
		"`list.rabbitmqha_user`": {typeName: "user", before: aUser, sweep: swept("users"), list: byName},
		"`list.rabbitmqha_vhost`": {
			typeName: "vhost", sweep: swept("vhosts"), list: byName,
			before: func(p fixture) { p.put(map[string]any{}, "vhosts", p.name) },
		},
	}
}

// listed is what a list resource tells of an object: who it is, and its state.
type listed struct{ identity, state tftypes.Value }

// lists asks a list resource for objects with all that it can tell of them.
func (a *actor) lists(t *testing.T, typeName string, config map[string]any) (found []listed, err error) {
	t.Helper()
	server, ok := a.ProviderServer.(tfprotov6.ListResourceServer)
	if !ok {
		t.Fatal("the provider lists nothing")
	}
	stream, err := server.ListResource(context.Background(), &tfprotov6.ListResourceRequest{
		TypeName: typeName, Config: encoded(t, a.schemas.ListResourceSchemas[typeName], config), IncludeResource: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	for result := range stream.Results {
		if err := failureOf(nil, result.Diagnostics); err != nil {
			return nil, fmt.Errorf("list: %w", err)
		}
		var each listed
		if each.identity, err = result.Identity.IdentityData.Unmarshal(a.identities.IdentitySchemas[typeName].ValueType()); err != nil {
			t.Fatal(err)
		}
		if each.state, err = result.Resource.Unmarshal(a.schemas.ResourceSchemas[typeName].ValueType()); err != nil {
			t.Fatal(err)
		}
		found = append(found, each)
	}
	return found, nil
}

// listsIt lists the one object of the trial, and compares what is told with what the administrator is told.
func (a *search) listsIt(t *testing.T, user *actor, l privilegeCase, p fixture) error {
	t.Helper()
	name := "rabbitmqha_" + l.typeName
	all, err := a.admin.lists(t, name, l.list(p))
	if err != nil || len(all) != 1 {
		t.Fatalf("%s lists %d objects for the administrator: %v", l.typeName, len(all), err)
	}
	got, err := user.lists(t, name, l.list(p))
	if err != nil {
		return err
	}
	if len(got) != 1 || !tellsAsMuch(got[0].state, all[0].state) || !l.identifies(t, got[0].identity, all[0].identity) {
		return errLess
	}
	return nil
}

// identifies reports whether an identity is the one that the administrator is told. Its cluster counts only where the case is
// about it.
func (l privilegeCase) identifies(t *testing.T, got, all tftypes.Value) bool {
	t.Helper()
	var gotParts, allParts map[string]tftypes.Value
	if err := got.As(&gotParts); err != nil {
		t.Fatal(err)
	}
	if err := all.As(&allParts); err != nil {
		t.Fatal(err)
	}
	for name, part := range allParts {
		if part.IsNull() {
			t.Errorf("%s: the identity that the administrator is told has no %q", l.typeName, name)
		}
	}
	if !l.clusterID {
		gotParts["cluster_id"] = allParts["cluster_id"]
	}
	return maps.EqualFunc(gotParts, allParts, tftypes.Value.Equal)
}
