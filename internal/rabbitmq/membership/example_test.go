package membership_test

import (
	"context"
	"fmt"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// A node joins over the Erlang distribution, with members on it for all quorum queues.
func ExampleCluster_Join() {
	cookie, err := erlang.NewCookie("the content of .erlang.cookie")
	if err != nil {
		fmt.Println(err)
		return
	}
	cluster := membership.New(membership.NewDistribution(&erlang.Dialer{Cookie: cookie}))
	defer func() { _ = cluster.Close() }()

	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Minute)
	defer cancel()
	view, err := cluster.Join(ctx, membership.JoinRequest{
		Node: "rabbit@rabbit2", Through: []string{"rabbit@rabbit1"}, Grow: &membership.Grow{Strategy: membership.GrowAll},
	})
	fmt.Println(view, err)
}

// The same by rabbitmqctl on the nodes themselves, where only SSH reaches them. {node} stands for the node's name, {host} for its
// host.
func ExampleNewCommand() {
	command := membership.NewCommand([]string{"ssh", "{host}", "sudo", "rabbitmqctl", "--node", "{node}"})
	cluster := membership.New(command)
	defer func() { _ = cluster.Close() }()
	status, err := cluster.Status(context.Background(), []string{"rabbit@rabbit1", "rabbit@rabbit2"})
	fmt.Println(status, err)
}
