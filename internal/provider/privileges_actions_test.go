package provider_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// actions are those of a cluster of two nodes, on the second of which something is done.
func actions() map[string]privilegeCase {
	second := func(p fixture) map[string]any { return map[string]any{"node": p.node(1)} }
	drained := func(p fixture) bool {
		return p.ask(0, "rabbit_maintenance", "is_being_drained_consistent_read", erlang.Atom(p.node(1))) == erlang.Term(erlang.Atom("true"))
	}
	quorumQueue := func(members int) func(fixture) {
		return func(p fixture) {
			arguments := map[string]any{"x-queue-type": "quorum", "x-quorum-initial-group-size": members}
			p.put(map[string]any{"durable": true, "arguments": arguments}, "queues", p.vhost, p.name)
		}
	}
	// Leaders that one action leaves on the second node would be in the way of the next.
	theQueue := func(p fixture) []string { return []string{"queues", p.vhost, p.name} }
	hasMembers := func(want int) func(fixture) bool {
		return func(p fixture) bool {
			members, _ := p.ask(0, "rabbit_quorum_queue", "status", erlang.Binary(p.vhost), erlang.Binary(p.name)).(erlang.List)
			return len(members) == want
		}
	}
	mirrors := func(p fixture, which string) func() bool {
		return func() bool {
			nodes, _ := p.broker.Get(p, "queues", p.vhost, p.name)[which].([]any)
			return len(nodes) == 1
		}
	}
	return map[string]privilegeCase{
		"`action.rabbitmqha_drain_node`": {
			typeName: "drain_node", cookie: true, invoke: second, done: drained,
			after: func(p fixture) { p.ask(1, "rabbit_maintenance", "revive") },
		},
		"`action.rabbitmqha_grow_queues`": {
			typeName: "grow_queues", cookie: true, before: quorumQueue(1), done: hasMembers(2), sweep: theQueue,
			invoke: func(p fixture) map[string]any {
				return map[string]any{"node": p.node(1), "queue_pattern": "^" + p.name + "$"}
			},
		},
		"`action.rabbitmqha_rebalance_queues`": {
			typeName: "rebalance_queues", cookie: true,
			invoke: func(fixture) map[string]any { return map[string]any{} },
		},
		"`action.rabbitmqha_rebalance_queues` with `node`": {typeName: "rebalance_queues", cookie: true, invoke: second},
		"`action.rabbitmqha_revive_node`": {
			typeName: "revive_node", cookie: true, invoke: second, done: func(p fixture) bool { return !drained(p) },
			before: func(p fixture) { p.ask(1, "rabbit_maintenance", "drain") },
			after:  func(p fixture) { p.ask(1, "rabbit_maintenance", "revive") },
		},
		"`action.rabbitmqha_shrink_queues`": {
			typeName: "shrink_queues", cookie: true, before: quorumQueue(2), done: hasMembers(1), sweep: theQueue,
			invoke: func(p fixture) map[string]any { return map[string]any{"node": p.node(1), "through": p.node(0)} },
		},
		"`action.rabbitmqha_synchronise_queue`": {
			typeName: "synchronise_queue", cookie: true, until: "4.0", sweep: theQueue,
			before: func(p fixture) {
				p.put(map[string]any{"durable": true}, "queues", p.vhost, p.name)
				p.broker.Publish(p.T, p.vhost, p.name, "one")
				manually := map[string]any{"ha-mode": "all", "ha-sync-mode": "manual"}
				p.put(map[string]any{"pattern": "^" + p.name + "$", "definition": manually}, "policies", p.vhost, p.name)
				acctest.Await(p.T, "a mirror", mirrors(p, "slave_nodes"))
				if mirrors(p, "synchronised_slave_nodes")() {
					p.Fatal("the mirror is synchronised already")
				}
			},
			invoke: with(nil), done: func(p fixture) bool { return mirrors(p, "synchronised_slave_nodes")() },
		},
	}
}

// invokes invokes an action, and asks the nodes whether it was done.
func (a *search) invokes(t *testing.T, user *actor, l privilegeCase, p fixture) error {
	t.Helper()
	if err := user.invoke(t, "rabbitmqha_"+l.typeName, l.invoke(p)); err != nil {
		return err
	}
	if l.done != nil && !l.done(p) {
		t.Errorf("%s has ended well, and has done nothing", l.typeName)
	}
	return nil
}

// invoke runs an action to its end.
func (a *actor) invoke(t *testing.T, typeName string, config map[string]any) error {
	t.Helper()
	server, ok := a.ProviderServer.(tfprotov6.ActionServer)
	if !ok {
		t.Fatal("the provider has no actions")
	}
	stream, err := server.InvokeAction(context.Background(), &tfprotov6.InvokeActionRequest{
		ActionType: typeName, Config: encoded(t, a.schemas.ActionSchemas[typeName].Schema, config),
	})
	if err != nil {
		t.Fatal(err)
	}
	err = errors.New("the action did not say how it ended")
	for event := range stream.Events {
		if completed, ok := event.Type.(tfprotov6.CompletedInvokeActionEventType); ok {
			err = failureOf(nil, completed.Diagnostics)
		}
	}
	if err != nil {
		return fmt.Errorf("invoke: %w", err)
	}
	return nil
}
