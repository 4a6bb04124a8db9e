package provider

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A moved state is what a read of the broker gives, as far as it can be known without one: a plan with -refresh=false must
// not replace anything.
func TestMovedStatesAreWhatTheBrokerHas(t *testing.T) {
	for name, test := range moves() {
		t.Run(name, func(t *testing.T) {
			listingBroker(t, test.answers)
			c := newCaller(t, newSmallServer())
			target := c.move(t, test, community)
			if len(target.Diagnostics) > 0 {
				t.Fatal(target.Diagnostics[0])
			}
			read, err := c.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{TypeName: test.to, CurrentState: target.TargetState})
			if err != nil || len(read.Diagnostics) > 0 {
				t.Fatal(err, read)
			}
			form := c.schemas.ResourceSchemas[test.to].ValueType()
			got, want := attributes(t, target.TargetState, form), attributes(t, read.NewState, form)
			for _, attribute := range test.differs {
				if !got[attribute].IsNull() {
					t.Errorf("%s is %s before anybody can know", attribute, got[attribute])
				}
				delete(want, attribute)
			}
			for attribute, value := range want {
				if !got[attribute].Equal(value) {
					t.Errorf("%s is moved as %s, read as %s", attribute, got[attribute], value)
				}
			}
			if id := text(t, got["id"]); id == "" || read.NewIdentity == nil {
				t.Errorf("id %q, identity %v", id, read.NewIdentity)
			}
			if strings.Contains(attributesText(got), "hunter2") {
				t.Error("the password is in the state")
			}
		})
	}
}

func (c *caller) move(t *testing.T, m moved, address string) *tfprotov6.MoveResourceStateResponse {
	t.Helper()
	resp, err := c.MoveResourceState(context.Background(), &tfprotov6.MoveResourceStateRequest{
		SourceProviderAddress: address, SourceTypeName: m.from, SourceSchemaVersion: m.version,
		SourceState: &tfprotov6.RawState{JSON: []byte(m.state)}, TargetTypeName: m.to,
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func attributesText(values map[string]tftypes.Value) string {
	var out strings.Builder
	for _, value := range values {
		out.WriteString(value.String())
	}
	return out.String()
}

func TestMovesThatCannotBe(t *testing.T) {
	listingBroker(t, map[string]string{})
	c := newCaller(t, newSmallServer())
	queue := moves()["queue with arguments"]
	for name, test := range map[string]struct {
		move    moved
		address string
		want    string
	}{
		"another provider": {queue, "registry.terraform.io/x/rabbit", "Unable to Move Resource State"},
		"another type":     {moved{from: "rabbitmq_exchange", to: "rabbitmqha_queue", state: queue.state}, community, "Unable to Move Resource State"},
		"another version": {
			moved{from: "rabbitmq_shovel", to: "rabbitmqha_shovel", state: `{}`}, community, "The state of a rabbitmq_shovel cannot be moved",
		},
		"no JSON": {moved{from: queue.from, to: queue.to, state: `{`}, community, "The state of a rabbitmq_queue cannot be moved"},
		"other JSON": {
			moved{from: queue.from, to: queue.to, state: `{"name":5}`}, community, "The state of a rabbitmq_queue cannot be moved",
		},
		"arguments that are no object": {
			moved{from: queue.from, to: queue.to, state: `{"name":"q","vhost":"v","settings":[{"arguments_json":"[]"}]}`}, community,
			`The state of queue "q" in virtual host "v" cannot be moved`,
		},
		"several topic permissions": {
			moved{
				from: "rabbitmq_topic_permissions", to: "rabbitmqha_topic_permissions",
				state: `{"permissions":[{"exchange":"a/b"},{"exchange":"c"}],"user":"u","vhost":"v"}`,
			}, community, `The topic permissions of user "u" in virtual host "v" are 2`,
		},
		"policy that mirrors nothing": {
			moved{from: "rabbitmq_policy", to: "rabbitmqha_mirroring_policy", state: moves()["D8 policy"].state}, community,
			`Policy "p/1" in virtual host "v" mirrors nothing`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			resp := c.move(t, test.move, test.address)
			if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Summary != test.want {
				t.Errorf("%+v", resp.Diagnostics)
			}
			if strings.HasPrefix(name, "several") && !strings.Contains(resp.Diagnostics[0].Detail, `id = "v/u/a%2Fb"`) {
				t.Error(resp.Diagnostics[0].Detail)
			}
		})
	}
}

func TestLimitsOfAMovedVirtualHostAreSpokenOf(t *testing.T) {
	listingBroker(t, map[string]string{})
	c := newCaller(t, newSmallServer())
	resp := c.move(t, moved{from: "rabbitmq_vhost", to: "rabbitmqha_vhost", state: `{"name":"a/b","max_queues":"5"}`}, "example.com/team/rabbitmq")
	if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityWarning ||
		!strings.Contains(resp.Diagnostics[0].Detail, `id = "a%2Fb"`) {
		t.Errorf("%+v", resp.Diagnostics)
	}
}
