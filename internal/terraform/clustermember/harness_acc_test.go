package clustermember_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// separate starts nodes of this run's series that are not joined, for this test alone. Brokers before 3.12 take five
// seconds to stop, in which another test may go on.
func separate(t *testing.T, nodes int) *lab.Lab {
	t.Helper()
	t.Parallel()
	broker := acctest.Start(t)
	return lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Separate: true, Nodes: nodes})
}

// block is the provider with the lab's endpoints, and what it is told of the Erlang nodes.
func block(l *lab.Lab, erlang string) string {
	var endpoints []string
	for _, endpoint := range l.Endpoints() {
		endpoints = append(endpoints, strconv.Quote(endpoint))
	}
	return fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%s]\n  username = %q\n  password = %q\n  erlang {\n%s\n  }\n}\n",
		strings.Join(endpoints, ", "), l.Username, l.Password, erlang)
}

// byCookie is the usual way: by the lab's own epmd.
func byCookie(l *lab.Lab) string {
	return fmt.Sprintf("    cookie = %q\n    epmd_port = %d\n", l.Cookie, l.Nodes[0].EpmdPort)
}

// member is the resource "n2" for node 2, and so on; nodes count from 1, as in their names.
func member(l *lab.Lab, node int, more string, through ...int) string {
	names := make([]string, len(through))
	for i, other := range through {
		names[i] = strconv.Quote(l.Nodes[other-1].Name)
	}
	return fmt.Sprintf("resource \"rabbitmqha_cluster_member\" \"n%d\" {\n  node = %q\n  cluster = [%s]\n%s\n}\n",
		node, l.Nodes[node-1].Name, strings.Join(names, ", "), more)
}

// nodesOf is who is in the cluster of a node by its own management API; nil where it does not answer.
func nodesOf(t *testing.T, l *lab.Lab, node int) (names []string) {
	t.Helper()
	for _, each := range apiList(t, l, node, "nodes") {
		name, _ := each["name"].(string)
		if each["running"] == true {
			names = append(names, name)
		}
	}
	return names
}

// behind runs the release's own rabbitmqctl behind Terraform's back.
func behind(t *testing.T, l *lab.Lab, node int, arguments ...string) string {
	t.Helper()
	output, err := l.Rabbitmqctl(t.Context(), node-1, arguments...)
	if err != nil {
		t.Fatal(err)
	}
	return output
}

// script writes a program that runs the lab's own rabbitmqctl, with its first argument as the node. It is run in the folder
// of the sources, and an Erlang that crashes would leave a dump there.
func script(t *testing.T, l *lab.Lab) string {
	t.Helper()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".erlang.cookie"), []byte(l.Cookie), 0o400); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, "ctl")
	text := fmt.Sprintf("#!/bin/sh\nexport PATH=%s:/usr/bin:/bin HOME=%s ERL_EPMD_PORT=%d LANG=C.UTF-8 ERL_CRASH_DUMP_SECONDS=0\nunset RABBITMQ_ERLANG_COOKIE\nnode=$1; shift\nexec %s -n \"$node\" \"$@\"\n",
		l.Release.ErlangBin, home, l.Nodes[0].EpmdPort, filepath.Join(l.Release.Server, "sbin", "rabbitmqctl"))
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// distribution is where a node is reached without epmd.
func distribution(node *lab.Node) string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(node.DistributionPort))
}
