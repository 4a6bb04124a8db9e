package clustermember_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// declare makes a queue on a node of its own; "%2F" is the virtual host "/".
func declare(t *testing.T, l *lab.Lab, node int, name, queueType string) {
	t.Helper()
	body := fmt.Sprintf(`{"durable": true, "arguments": {"x-queue-type": %q}}`, queueType)
	api(t, l, node, http.MethodPut, "queues/%2F/"+name, []byte(body))
}

// lives tells whether a queue has a member or replica on a node.
func lives(t *testing.T, l *lab.Lab, name string, node int) bool {
	t.Helper()
	for _, queue := range apiList(t, l, 1, "queues/%2F") {
		members, _ := queue["members"].([]any)
		if queue["name"] == name {
			return slices.Contains(members, any(l.Nodes[node-1].Name))
		}
	}
	t.Fatalf("queue %q is not there any more", name)
	return false
}

// Queues and streams get members on a node that joins where the configuration says so, and are rid of them when it
// leaves. What then becomes of the node is for on_destroy to say.
func TestAccClusterMemberQueuesAndWhatBecomesOfTheNode(t *testing.T) {
	l := separate(t, 2)
	version, err := capability.ParseVersion(l.Version)
	if err != nil {
		t.Fatal(err)
	}
	wanted, more := []string{"grown"}, ""
	declare(t, l, 1, "grown", "quorum")
	declare(t, l, 1, "left", "quorum")
	if capability.Of(version).Streams {
		declare(t, l, 1, "log", "stream")
		wanted, more = append(wanted, "log"), "  streams {}\n"
	}
	grown := func(*terraform.State) error {
		for _, name := range wanted {
			acctest.Await(t, name+" to have a member on the node", func() bool { return lives(t, l, name, 2) })
		}
		if lives(t, l, "left", 2) {
			return errors.New("a queue that the pattern does not match has a member on the node")
		}
		return nil
	}
	config := func(onDestroy, more string) string {
		return block(l, byCookie(l)) + member(l, 2, fmt.Sprintf("  on_destroy = %q\n%s", onDestroy, more), 1)
	}
	more += "  rebalance = true\n  quorum_queues {\n    grow = \"all\"\n    queue_pattern = \"^grown$\"\n  }"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range wanted {
				// The list shows a queue's members as of its last statistics.
				acctest.Await(t, name+" to have no member on the node that has left", func() bool { return !lives(t, l, name, 2) })
			}
			if nodesOf(t, l, 2) != nil {
				return errors.New("the node was to be left stopped, and runs")
			}
			return apart(t, l, 1)(nil)
		},
		Steps: []resource.TestStep{
			{Config: config("stop", more), Check: grown},
		},
	})
	// What was left stopped is taken back, whatever it was left with.
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             apart(t, l, 1),
		Steps:                    []resource.TestStep{{Config: config("forget", "  discard_data = true"), Check: together(t, l, 1, 2)}},
	})
}
