package actions

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
)

// The audit advises a command of the broker's tools only together with the action that does the same.
func TestAuditAdvisesActions(t *testing.T) {
	commands := map[string]string{
		"rabbitmq-queues grow": "rabbitmqha_grow_queues", "rabbitmq-queues shrink": "rabbitmqha_shrink_queues",
		"rabbitmq-queues rebalance": "rabbitmqha_rebalance_queues", "rabbitmq-upgrade drain": "rabbitmqha_drain_node",
		"rabbitmq-upgrade revive": "rabbitmqha_revive_node", "rabbitmqctl sync_queue": "rabbitmqha_synchronise_queue", "rabbitmq-queues delete_member": "rabbitmqha_shrink_queues",
	}
	offered, named := map[string]bool{}, map[string]bool{}
	for _, construct := range All() {
		var answer action.MetadataResponse
		construct().Metadata(t.Context(), action.MetadataRequest{ProviderTypeName: "rabbitmqha"}, &answer)
		offered[answer.TypeName] = true
	}
	for command, name := range commands {
		if !offered[name] {
			t.Errorf("there is no action %s for %s", name, command)
		}
		named[name] = true
		for _, rule := range availability.Rules() {
			if strings.Contains(rule.Action, command) && !strings.Contains(rule.Action, name) {
				t.Errorf("%s advises %s without %s", rule.Code, command, name)
			}
		}
	}
	if len(named) < len(offered) {
		t.Errorf("of %d actions only %d have a command here", len(offered), len(named))
	}
}
