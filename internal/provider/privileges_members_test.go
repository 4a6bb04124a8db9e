package provider_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// memberships let the second of two nodes join the first, and leave again. Where one fails after the node has joined, the next
// goes on from there.
func memberships() map[string]privilegeCase {
	joined := func(p fixture) map[string]any {
		return map[string]any{"node": p.node(1), "cluster": []any{p.node(0)}}
	}
	grown := func(p fixture) map[string]any {
		out := joined(p)
		out["quorum_queues"] = map[string]any{"grow": "all"}
		return out
	}
	return map[string]privilegeCase{
		"`rabbitmqha_cluster_member`":                     {typeName: "cluster_member", cookie: true, create: joined, update: grown},
		"`rabbitmqha_cluster_member` without `endpoints`": {typeName: "cluster_member", cookie: true, nowhere: true, create: joined, update: grown},
	}
}

// apart starts two nodes that have nothing to do with each other, and makes the search for the first's users.
func apart(t *testing.T, series string) *search {
	t.Helper()
	return newSearch(t, acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: series, Separate: true, Nodes: 2})))
}

// join makes a cluster of the two nodes.
func (a *search) join(t *testing.T) {
	t.Helper()
	p := a.fixture(t)
	if _, err := a.admin.apply(t, held{typeName: "rabbitmqha_cluster_member"}, memberships()["`rabbitmqha_cluster_member`"].create(p)); err != nil {
		t.Fatal(err)
	}
}

// node is the name of a node; they count from 0.
func (p fixture) node(i int) string { return p.broker.Lab.Nodes[i].Name }

// ask calls a function on a node.
func (p fixture) ask(node int, module, function string, args ...erlang.Term) erlang.Term {
	p.Helper()
	cookie, err := erlang.NewCookie(p.broker.Lab.Cookie)
	if err != nil {
		p.Fatal(err)
	}
	dialer := erlang.Dialer{Cookie: cookie, EpmdPort: p.broker.Lab.Nodes[0].EpmdPort}
	conn, err := dialer.Connect(p.Context(), p.node(node))
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	answer, err := conn.Call(p.Context(), module, function, args...)
	if err != nil {
		p.Fatal(err)
	}
	return answer
}
