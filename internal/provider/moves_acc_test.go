package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// declare makes on the broker what the community provider would have made.
func declare(t *testing.T, broker *acctest.Broker, vhost, user string) {
	t.Helper()
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum", "x-max-length": 5}}, "queues", vhost, "q 1/é")
	broker.Put(t, map[string]any{"type": "topic", "durable": true, "arguments": map[string]any{"alternate-exchange": "amq.fanout"}}, "exchanges", vhost, "x")
	broker.Post(t, map[string]any{"routing_key": "k"}, "bindings", vhost, "e", "x", "q", "q 1/é")
	for _, kind := range []string{"policies", "operator-policies"} {
		broker.Put(t, map[string]any{"pattern": "^q", "priority": 1, "apply-to": "queues",
			"definition": map[string]any{"max-length": 5, "max-length-bytes": 100}}, kind, vhost, "p")
	}
	broker.Put(t, map[string]any{"password": "moved7f3aSecret", "tags": "monitoring,foo"}, "users", user)
	t.Cleanup(func() { broker.Delete(t, "users", user) })
	broker.Put(t, map[string]any{"configure": "", "write": ".*", "read": "^a"}, "permissions", vhost, user)
	broker.Put(t, map[string]any{"exchange": "x", "write": ".*", "read": "^a"}, "topic-permissions", vhost, user)
}

// Everything of the community provider moves here with an empty plan, and the broker does not notice.
func TestAccMoved(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	user := "mover-" + vhost
	declare(t, broker, vhost, user)
	moves := movesIn(vhost, user)
	maps.DeleteFunc(moves, func(_ string, m move) bool { return m.plugin != "" })
	if broker.Version.AtLeast(4, 0, 0) {
		delete(moves, "mirroring policy")
	} else {
		broker.Put(t, map[string]any{"pattern": "^c", "priority": 0, "apply-to": "queues",
			"definition": map[string]any{"ha-mode": "all", "ha-sync-mode": "automatic"}}, "policies", vhost, "ha")
	}
	before, after := manyMoves(t, broker, vhost)
	moveAll(t, broker, vhost, user, moves, before, after)
}

func TestAccMovedFederationUpstream(t *testing.T) {
	lab.SameOnEveryBroker(t)
	movedParameter(t, "federation upstream", "federation-upstream", "f", map[string]any{
		"uri": []string{"amqp://127.0.0.1:1"}, "ack-mode": "on-confirm", "max-hops": 1, "prefetch-count": 1000, "reconnect-delay": 5,
		"trust-user-id": false,
	})
}

func TestAccMovedShovel(t *testing.T) {
	lab.SameOnEveryBroker(t)
	movedParameter(t, "shovel", "shovel", "s", map[string]any{
		"ack-mode": "on-confirm", "reconnect-delay": 1, "src-uri": []string{"amqp://"}, "src-queue": "from", "src-protocol": "amqp091",
		"dest-uri": []string{"amqp://"}, "dest-queue": "to", "dest-protocol": "amqp091",
	})
}

func movedParameter(t *testing.T, kind, component, name string, value map[string]any) {
	t.Helper()
	broker := acctest.StartWith(t, movesIn("", "")[kind].plugin)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"component": component, "vhost": vhost, "name": name, "value": value}, "parameters", component, vhost, name)
	moveAll(t, broker, vhost, "nobody", map[string]move{kind: movesIn(vhost, "")[kind]}, "", "")
}

// moveAll makes the moves, and those of the configurations old and new.
func moveAll(t *testing.T, broker *acctest.Broker, vhost, user string, moves map[string]move, old, now string) {
	t.Helper()
	community := &communityStub{}
	providers := maps.Clone(acctest.Providers)
	providers["rabbitmq"] = providerserver.NewProtocol6WithError(community)
	var before, after strings.Builder
	for kind, m := range moves {
		if _, whole := moves["vhost"]; whole && kind != "vhost" && kind != "user" {
			// Or both would be destroyed at the same time.
			m.new += "\ndepends_on = [rabbitmqha_vhost.vhost_vhost, rabbitmqha_user.user_user]"
		}
		label := m.from + "_" + m.to
		fmt.Fprintf(&before, "resource \"rabbitmq_%s\" %q {\n%s\n}\n", m.from, label, m.old)
		fmt.Fprintf(&after, "resource \"rabbitmqha_%[2]s\" %[3]q {\n%[4]s\n}\nmoved {\nfrom = rabbitmq_%[1]s.%[3]s\nto = rabbitmqha_%[2]s.%[3]s\n}\n",
			m.from, m.to, label, m.new)
	}
	before.WriteString(old)
	after.WriteString(now)
	there := contents(t, broker, vhost, user)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: providers,
		Steps: []resource.TestStep{
			{Config: before.String()},
			{
				Config:           after.String(),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
			},
			{
				PreConfig: func() {
					if now := contents(t, broker, vhost, user); now != there {
						t.Errorf("the broker has %s, had %s", now, there)
					}
				},
				RefreshState: true,
			},
		},
	})
	if community.deleted.Load() != 0 {
		t.Errorf("%d objects were deleted by the provider that they were moved from", community.deleted.Load())
	}
	if broker.Get(t, "vhosts", vhost) != nil && moves["vhost"].from != "" {
		t.Error("what was moved is not destroyed here")
	}
}

// contents are the definitions of a virtual host, and a user.
func contents(t *testing.T, broker *acctest.Broker, vhost, user string) string {
	t.Helper()
	definitions := broker.Get(t, "definitions", vhost)
	delete(definitions, "rabbit_version")
	delete(definitions, "rabbitmq_version")
	return fmt.Sprint(definitions, broker.Get(t, "users", user)["password_hash"])
}
