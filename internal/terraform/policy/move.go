package policy

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[MovedState, management.Policy]{
		From: "rabbitmq_" + r.kind.typeName, Needs: "policy", Object: MovedState.Policy, Fill: r.kind.fill(),
	}.Mover()}
}

// MovedState is the state of a policy or an operator policy of the community provider.
type MovedState struct {
	Vhost    string `json:"vhost"`
	Name     string `json:"name"`
	Settings []struct {
		Pattern    string            `json:"pattern"`
		Priority   int64             `json:"priority"`
		ApplyTo    string            `json:"apply_to"`
		Definition map[string]string `json:"definition"`
	} `json:"policy"`
}

// Policy is the policy that the state speaks of, with values of the types that the broker has for its keys.
func (s MovedState) Policy(*diag.Diagnostics) management.Policy {
	out := management.Policy{Vhost: s.Vhost, Name: s.Name, Definition: map[string]any{}}
	for _, settings := range s.Settings {
		out.Pattern, out.Priority, out.ApplyTo = settings.Pattern, settings.Priority, settings.ApplyTo
		for name, text := range settings.Definition {
			out.Definition[name] = typed(kindOf(name, settings.Definition), text)
		}
	}
	return out
}

// guessed is the kind of a key that the table does not have, since it is a plugin's: whatever looks like a number has been
// sent as one.
const guessed topology.Kind = -1

// kindOf is the kind of a key's value. That of ha-params depends on ha-mode.
func kindOf(name string, definition map[string]string) topology.Kind {
	keys := topology.PolicyKeys()
	at := slices.IndexFunc(keys, func(key topology.PolicyKey) bool { return key.Name == name })
	switch {
	case at < 0:
		return guessed
	case name == "ha-params" && definition["ha-mode"] == "nodes":
		return topology.StringList
	case name == "ha-params":
		return topology.Int
	}
	return keys[at].Kind
}

// typed reads a value that the community provider keeps as text. What does not fit stays text, to be seen.
func typed(kind topology.Kind, text string) any {
	switch kind {
	case topology.Int, guessed:
		if number, err := strconv.ParseInt(text, 10, 64); err == nil {
			return json.Number(strconv.FormatInt(number, 10))
		}
	case topology.Bool:
		if flag, err := strconv.ParseBool(text); err == nil {
			return flag
		}
	case topology.StringList:
		var list []any
		for item := range strings.SplitSeq(text, ",") {
			list = append(list, item)
		}
		return list
	}
	return text
}
