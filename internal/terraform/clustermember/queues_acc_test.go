package clustermember_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
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

// lives reports whether a queue has a member or replica on a node, as the broker has recorded it. The API tells what was measured
// last: of a stream whose leader has moved it shows for minutes the members that it had before.
func lives(t *testing.T, l *lab.Lab, name string, node int) bool {
	t.Helper()
	const format = `{ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"%s">>)), amqqueue:get_type_state(Queue).`
	state, err := l.Rabbitmqctl(t.Context(), 0, "eval", fmt.Sprintf(format, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(state, l.Nodes[node-1].Name)
}

// Queues and streams get members on a node that joins where the configuration says so, and are rid of them when it
// leaves. What then becomes of the node is for on_destroy to say.
func TestAccClusterMemberQueuesAndWhatBecomesOfTheNode(t *testing.T) {
	lab.OnceARun(t)
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
			if !lives(t, l, name, 2) {
				return fmt.Errorf("%s has no member on the node", name)
			}
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
				if lives(t, l, name, 2) {
					return fmt.Errorf("%s has a member on the node that has left", name)
				}
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
