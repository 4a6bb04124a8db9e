package erlang_test

import (
	"fmt"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// statusTerm is of the shape of what nodes answer about a cluster.
func statusTerm() erlang.Term {
	var nodes erlang.List
	for i := range 50 {
		name := erlang.Atom(fmt.Sprintf("rabbit@rabbit%d", i))
		nodes = append(nodes, erlang.Map{
			{Key: erlang.Atom("name"), Value: name},
			{Key: erlang.Atom("pid"), Value: erlang.Pid{Node: name, ID: 77, Creation: 5}},
			{Key: erlang.Atom("text"), Value: erlang.Charlist("a line of text as old functions return it")},
			{Key: erlang.Binary("queues"), Value: erlang.Tuple{erlang.Int(i), erlang.Int(1 << 40), erlang.Float(0.5)}},
		})
	}
	return erlang.Tuple{erlang.Atom("ok"), nodes}
}

func BenchmarkEncode(b *testing.B) {
	term := statusTerm()
	data, err := erlang.Encode(term)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := erlang.Encode(term); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data, err := erlang.Encode(statusTerm())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := erlang.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkConnect(b *testing.B) {
	node := startNode(b, nodeOptions{host: "localhost"})
	for b.Loop() {
		conn, err := node.Connect(b.Context(), node.name)
		if err != nil {
			b.Fatal(err)
		}
		_ = conn.Close()
	}
}

func BenchmarkCall(b *testing.B) {
	node := startNode(b, nodeOptions{host: "localhost"})
	conn := node.connect(b)
	b.ReportAllocs()
	for b.Loop() {
		_ = call(b, conn, "erlang", "node")
	}
}

func BenchmarkConcurrentCalls(b *testing.B) {
	node := startNode(b, nodeOptions{host: "localhost"})
	conn := node.connect(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_ = call(b, conn, "erlang", "node")
		}
	})
}
