package provider

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// A moved state is what a read of the broker gives, as far as it can be known without one: a plan with -refresh=false must
// not replace anything.
func TestMovedStatesAreWhatTheBrokerHas(t *testing.T) {
	all := moves()
	maps.Copy(all, movesOfReleases())
	for name, test := range all {
		t.Run(name, func(t *testing.T) {
			listingBroker(t, test.answers)
			c := newCaller(t, newSmallServer())
			target := c.move(t, test, community)
			if len(target.Diagnostics) > 0 {
				t.Fatal(target.Diagnostics[0])
			}
			if again := c.move(t, test, relabelled); len(again.Diagnostics) > 0 || !bytes.Equal(again.TargetState.MsgPack, target.TargetState.MsgPack) {
				t.Errorf("after another instance has moved: %v", again)
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
		"a newer version": {
			moved{from: "rabbitmq_shovel", to: "rabbitmqha_shovel", version: 2, state: moves()["shovel"].state}, community,
			"The state of a rabbitmq_shovel cannot be moved",
		},
		"no block": {
			moved{from: "rabbitmq_shovel", to: "rabbitmqha_shovel", state: `{"name":"s","vhost":"v","info":[]}`}, community,
			"The state of a rabbitmq_shovel cannot be moved",
		},
		"a state of ours by another's type": {
			moved{from: "rabbitmq_queue", to: "rabbitmqha_queue", state: `{"id":"v/q","name":"q","vhost":"v","type":"quorum","durable":true}`},
			relabelled, "The state of a rabbitmq_queue cannot be moved",
		},
		"a type of ours": {
			moved{from: "rabbitmqha_policy", to: "rabbitmqha_mirroring_policy", state: moves()["mirroring policy"].state}, relabelled,
			"Unable to Move Resource State",
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

// A mirroring policy always has a mode and a synchronisation, and nothing else than mirroring.
func TestPoliciesThatNoMirroringPolicyEquals(t *testing.T) {
	listingBroker(t, map[string]string{})
	c := newCaller(t, newSmallServer())
	state := func(applyTo, definition string) moved {
		return moved{from: "rabbitmq_policy", to: "rabbitmqha_mirroring_policy", state: fmt.Sprintf(
			`{"name":"ha","vhost":"v","policy":[{"apply_to":%q,"pattern":"^c","priority":0,"definition":%s}]}`, applyTo, definition)}
	}
	for name, test := range map[string]struct {
		move   moved
		reason string
	}{
		"mirrors nothing":     {state("queues", `{"max-length":"5"}`), "no ha-mode"},
		"no synchronisation":  {state("queues", `{"ha-mode":"all"}`), "no ha-sync-mode"},
		"by hand":             {state("queues", `{"ha-mode":"all","ha-sync-mode":"manual"}`), `ha-sync-mode is "manual"`},
		"other keys":          {state("queues", `{"ha-mode":"all","ha-sync-mode":"automatic","message-ttl":"5","expires":"9"}`), "expires, message-ttl"},
		"a number for a list": {state("queues", `{"ha-mode":"exactly","ha-params":"two","ha-sync-mode":"automatic"}`), "ha-params"},
		"exchanges":           {state("exchanges", `{"ha-mode":"all","ha-sync-mode":"automatic"}`), `applies to "exchanges"`},
	} {
		t.Run(name, func(t *testing.T) {
			resp := c.move(t, test.move, community)
			if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Summary != `Policy "ha" in virtual host "v" cannot become a rabbitmqha_mirroring_policy` ||
				!strings.Contains(resp.Diagnostics[0].Detail, test.reason) || !strings.Contains(resp.Diagnostics[0].Detail, "rabbitmqha_policy") {
				t.Fatalf("%+v", resp.Diagnostics)
			}
			test.move.to = "rabbitmqha_policy"
			if resp := c.move(t, test.move, community); len(resp.Diagnostics) != 0 {
				t.Errorf("the error sends it to a rabbitmqha_policy: %+v", resp.Diagnostics[0])
			}
		})
	}
}

func TestLimitsOfWhatIsMovedAreSpokenOf(t *testing.T) {
	listingBroker(t, map[string]string{})
	c := newCaller(t, newSmallServer())
	for _, owner := range []moved{
		{from: "rabbitmq_vhost", to: "rabbitmqha_vhost", state: `{"name":"a/b","max_queues":"5"}`},
		{from: "rabbitmq_user", to: "rabbitmqha_user", state: `{"name":"a/b","max_channels":"5"}`},
	} {
		resp := c.move(t, owner, "example.com/team/rabbitmq")
		if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityWarning ||
			!strings.Contains(resp.Diagnostics[0].Detail, owner.to+"_limits") || !strings.Contains(resp.Diagnostics[0].Detail, `id = "a%2Fb"`) {
			t.Errorf("%+v", resp.Diagnostics)
		}
	}
}
