package cluster

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// recorded reads what a real cluster of three nodes answered, with most of its statistics left out.
func recorded(t *testing.T, folder string) (*management.Overview, []management.Node) {
	t.Helper()
	var overview management.Overview
	var nodes []management.Node
	for name, target := range map[string]any{"overview.json": &overview, "nodes.json": &nodes} {
		data, err := os.ReadFile(filepath.Join("testdata", folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, target); err != nil {
			t.Fatal(err)
		}
	}
	return &overview, nodes
}

// described is a cluster of which the configuration says nothing.
func described(overview *management.Overview, nodes []management.Node) model {
	return describe(overview, nodes, nil, nil)
}

func TestDescribeHealthyCluster(t *testing.T) {
	got := described(recorded(t, "3.10"))
	version := "3.10.8"
	node := func(name string, amqp, clustering, http int64) nodeModel {
		_, host, _ := strings.Cut(name, "@")
		return nodeModel{
			Name: name, Host: host, Address: new("127.0.0.1"), Running: true, Version: &version, Type: "disc",
			Partitions: []string{}, Alarms: []string{},
			Listeners: []listenerModel{{"amqp", "127.0.0.1", amqp}, {"clustering", host, clustering}, {"http", host, http}},
			AMQPPort:  &amqp, ManagementPort: &http, Ports: map[string]int64{"amqp": amqp, "management": http},
		}
	}
	want := model{
		Name: "rabbit@rabbit1", Version: version, ErlangVersion: "25.2.3",
		Nodes: []nodeModel{
			node("rabbit@rabbit1", 29228, 26677, 29032), node("rabbit@rabbit2", 22591, 22626, 26995), node("rabbit@rabbit3", 20906, 31052, 30037),
		},
		RunningNodes: []string{"rabbit@rabbit1", "rabbit@rabbit2", "rabbit@rabbit3"},
		Majority:     2, HasMajority: true, Warnings: []string{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDescribeNodeThatIsDown(t *testing.T) {
	got := described(recorded(t, "4.3-one-down"))
	no := false
	if diff := cmp.Diff(nodeModel{
		Name: "rabbit@rabbit3", Host: "rabbit3", Address: new("127.0.0.1"), Type: "disc", BeingDrained: &no,
		Partitions: []string{}, Alarms: []string{}, Listeners: []listenerModel{}, Ports: map[string]int64{},
	}, got.Nodes[2]); diff != "" {
		t.Error(diff)
	}
	if got.Nodes[0].Version == nil || *got.Nodes[0].Version != "4.3.6" || got.Version != "4.3.6" || !got.HasMajority {
		t.Errorf("got %+v", got)
	}
	// These nodes listen on different ports of one machine.
	if diff := cmp.Diff([]string{"Down: rabbit@rabbit3.", "Not known: the ports of rabbit@rabbit3. " + sayPorts}, got.Warnings); diff != "" {
		t.Error(diff)
	}
}

func TestDescribePartition(t *testing.T) {
	// As 3.10.8 answers once the link is back, with cluster_partition_handling = ignore.
	const answer = `[{"partitions":["rabbit@rabbit3"],"name":"rabbit@rabbit1","running":true},
		{"partitions":["rabbit@rabbit3"],"name":"rabbit@rabbit2","running":true},
		{"partitions":["rabbit@rabbit2","rabbit@rabbit1"],"name":"rabbit@rabbit3","running":false}]`
	var nodes []management.Node
	if err := json.Unmarshal([]byte(answer), &nodes); err != nil {
		t.Fatal(err)
	}
	got := described(&management.Overview{}, nodes)
	if diff := cmp.Diff([]string{"rabbit@rabbit1", "rabbit@rabbit2"}, got.Nodes[2].Partitions); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"Down: rabbit@rabbit3.",
		"Partitioned: rabbit@rabbit1 from rabbit@rabbit3; rabbit@rabbit2 from rabbit@rabbit3; rabbit@rabbit3 from rabbit@rabbit1, " +
			"rabbit@rabbit2. Messages and declarations may have diverged.",
	}
	if diff := cmp.Diff(want, got.Warnings); diff != "" {
		t.Error(diff)
	}
}

func TestDescribeListeners(t *testing.T) {
	const name = "rabbit@r1.example"
	listeners := []management.Listener{
		{Node: name, Protocol: "https", IPAddress: "0.0.0.0", Port: 15671},
		{Node: name, Protocol: "amqp/ssl", IPAddress: "2001:db8::1", Port: 5671},
		{Node: name, Protocol: "amqp", IPAddress: "::", Port: 5673},
		{Node: name, Protocol: "amqp", IPAddress: "::", Port: 5672},
		{Node: name, Protocol: "amqp", IPAddress: "0.0.0.0", Port: 5672},
		{Node: name, Protocol: "stream/ssl", IPAddress: "::", Port: 5551},
		{Node: "rabbit@r2.example", Protocol: "http", IPAddress: "::", Port: 15672},
	}
	got := describeNode(management.Node{Name: name, Running: true}, listeners)
	if diff := cmp.Diff([]listenerModel{
		{"amqp", "r1.example", 5672}, {"amqp", "r1.example", 5673}, {"amqp/ssl", "2001:db8::1", 5671}, {"https", "r1.example", 15671}, {"stream/ssl", "r1.example", 5551},
	}, got.Listeners); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int64{"amqp": 5672, "amqps": 5671, "streams": 5551}, got.Ports); diff != "" {
		t.Error(diff)
	}
	ports := []*int64{got.AMQPPort, got.AMQPSPort, got.ManagementPort, got.ManagementTLSPort}
	want := []int64{5672, 5671, 0, 15671}
	for i, port := range ports {
		if port == nil && want[i] != 0 || port != nil && *port != want[i] {
			t.Errorf("port %d is %v, want %d", i, port, want[i])
		}
	}
	if *got.Address != "r1.example" {
		t.Errorf("address %q", *got.Address)
	}
	if got := describeNode(management.Node{Name: name}, listeners[1:2]); *got.Address != "2001:db8::1" {
		t.Errorf("without a plain listener: address %q", *got.Address)
	}
}

func TestWarnings(t *testing.T) {
	yes := true
	up := func(n int, change func(nodes []management.Node)) []management.Node {
		nodes := make([]management.Node, n)
		for i := range nodes {
			nodes[i] = management.Node{Name: "rabbit@r" + string(rune('1'+i)), Running: true, RabbitMQVersion: "4.3.6"}
		}
		if change != nil {
			change(nodes)
		}
		return nodes
	}
	for name, test := range map[string]struct {
		nodes []management.Node
		want  []string
	}{
		"three nodes": {up(3, nil), nil},
		"five nodes":  {up(5, nil), nil},
		"one node":    {up(1, nil), []string{"The cluster has one node: nothing"}},
		"two nodes":   {up(2, nil), []string{"The cluster has two nodes: when one is lost"}},
		"four nodes":  {up(4, nil), []string{"The cluster has an even number of nodes, 4: it survives the loss of no more nodes than 3 would"}},
		"no majority": {up(3, func(n []management.Node) { n[0].Running, n[2].Running = false, false }),
			[]string{"Only 1 of 3 nodes run, and a majority is 2", "Down: rabbit@r1, rabbit@r3."}},
		"alarms": {up(3, func(n []management.Node) { n[1].MemoryAlarm, n[1].DiskAlarm = true, true }),
			[]string{"Resource alarm on rabbit@r2 (memory, disk): publishers are blocked"}},
		"maintenance": {up(3, func(n []management.Node) { n[0].BeingDrained = &yes }), []string{"In maintenance mode: rabbit@r1."}},
		"mixed": {up(3, func(n []management.Node) { n[0].RabbitMQVersion = "4.2.1" }),
			[]string{"The nodes run different versions of RabbitMQ: 4.2.1, 4.3.6."}},
		"half of two": {up(2, func(n []management.Node) { n[0].Running = false }),
			[]string{"Only 1 of 2 nodes run", "Down: rabbit@r1.", "The cluster has two nodes"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := described(&management.Overview{}, test.nodes)
			if len(got.Warnings) != len(test.want) {
				t.Fatalf("got %q, want %q", got.Warnings, test.want)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(got.Warnings[i], want) {
					t.Errorf("got %q, want %q", got.Warnings[i], want)
				}
			}
			if majority := got.Majority > len(test.nodes)/2; !majority || got.HasMajority != (len(got.RunningNodes) >= got.Majority) {
				t.Errorf("majority %d of %d, %v", got.Majority, len(test.nodes), got.HasMajority)
			}
		})
	}
}
