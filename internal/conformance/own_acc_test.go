package conformance_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/acctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// Objects that need each other are made, read, replaced and destroyed by one provider, one right after the other, each request
// at another node than the one before.
func TestAccOwnChangesAreSeenBehindOneAddress(t *testing.T) {
	b := newBroker(t)
	f := newFront(t, b.nodes)
	f.begin(-1, inPeace)
	tf := start(t, f)
	base := acctest.RandomWithPrefix("own")
	const rounds = 5
	for round := range rounds {
		name := fmt.Sprintf("%s-%d", base, round)
		configs := []struct {
			typeName string
			config   config
		}{
			{"vhost", config{"name": name, "deletion_protection": false}},
			{"queue", config{"vhost": name, "name": "q", "type": "classic"}},
			{"exchange", config{"vhost": name, "name": "x", "type": "topic"}},
			{"binding", config{"vhost": name, "source": "x", "destination": "q", "destination_type": "queue", "routing_key": "k"}},
			{"policy", config{"vhost": name, "name": "p", "pattern": "^a", "definition": config{"max_length": 5}}},
			{"vhost_limits", config{"vhost": name, "max_queues": 5}},
			{"user", config{"name": name, "password_wo": "7f3aSecretUnstored", "password_wo_version": 1}},
			{"permissions", permitted(name, name, "^a")},
			{"topic_permissions", config{"vhost": name, "user": name, "exchange": "x", "write": "", "read": ""}},
			{"user_limits", config{"user": name, "max_channels": 5}},
		}
		must := func(what, typeName string, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("round %d: %s %s: %v", round, what, typeName, err)
			}
		}
		apply := func(o *object, wanted config) {
			t.Helper()
			p, err := tf.plan(o, wanted)
			must("plan", o.typeName, err)
			must("apply", o.typeName, tf.apply(o, p))
		}
		objects := make([]*object, len(configs))
		for i, each := range configs {
			objects[i] = tf.none(provider.TypeName + "_" + each.typeName)
			apply(objects[i], each.config)
			must("read", each.typeName, tf.refresh(objects[i]))
			if p, err := tf.plan(objects[i], each.config); err != nil || p.action != "none" {
				t.Fatalf("round %d: %s, just made: Terraform would %s it, %v", round, each.typeName, p.action, err)
			}
		}
		// The end of what comes last, and of the queue, and again.
		for _, i := range []int{9, 8, 7, 6, 3, 1} {
			apply(objects[i], nil)
			apply(objects[i], configs[i].config)
		}
		for _, o := range slices.Backward(objects) {
			apply(o, nil)
		}
		for _, parts := range [][]string{{"vhosts", name}, {"users", name}} {
			if !b.shows(nil, parts) {
				t.Errorf("round %d: %q is still there", round, parts)
			}
		}
	}
	t.Logf("%d requests", f.count())
}
