package topology_test

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// What no broker takes is known without one, and the rest with its version.
func ExampleCheckQueue() {
	queue := topology.Queue{
		Name: "orders", Type: topology.Quorum, Durable: true,
		Arguments: map[string]any{"x-max-priority": int64(5), "x-delivery-limit": int64(-1)},
	}
	for _, problem := range topology.CheckQueue(queue) {
		fmt.Printf("%s: %s\n", problem.Attribute, problem.Summary)
	}
	older := capability.Of(capability.Version{Major: 3, Minor: 9, Patch: 29})
	for _, problem := range topology.CheckQueueOn(queue, older) {
		fmt.Printf("%s: %s\n", problem.Attribute, problem.Summary)
	}
	// Output:
	// arguments.max_priority: max_priority is not for a quorum queue
	// arguments.delivery_limit: RabbitMQ 3.9.29 knows no delivery limit of -1
}

// Patterns are Erlang's, and match anywhere in a name.
func ExamplePattern_Matches() {
	pattern, err := topology.NewPattern(`^ha\.`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"ha.orders", "orders.ha.", "HA.orders"} {
		matches, err := pattern.Matches(name)
		fmt.Println(name, matches, err)
	}
	// Output:
	// ha.orders true <nil>
	// orders.ha. false <nil>
	// HA.orders false <nil>
}
