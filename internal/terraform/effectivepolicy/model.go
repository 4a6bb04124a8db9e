package effectivepolicy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// exchange is what the attribute "type" says of an exchange.
const exchange = "exchange"

// model is the state of rabbitmqha_effective_policy.
type model struct {
	Vhost   types.String  `tfsdk:"vhost"`
	Name    types.String  `tfsdk:"name"`
	Type    types.String  `tfsdk:"type"`
	Pattern types.String  `tfsdk:"pattern"`
	Effects []effectModel `tfsdk:"effects"`
}

// effectModel is what the policies come to for one queue or exchange.
type effectModel struct {
	Name           string        `tfsdk:"name"`
	Type           string        `tfsdk:"type"`
	Policy         *string       `tfsdk:"policy"`
	OperatorPolicy *string       `tfsdk:"operator_policy"`
	Definition     *string       `tfsdk:"definition"`
	IgnoredKeys    []string      `tfsdk:"ignored_keys"`
	PassedOver     []barredModel `tfsdk:"passed_over"`
	TiedWith       []string      `tfsdk:"tied_with"`
}

// barredModel is a policy that matches and does not hold.
type barredModel struct {
	Policy   string   `tfsdk:"policy"`
	Operator bool     `tfsdk:"operator"`
	Keys     []string `tfsdk:"keys"`
}

// targets are the queues and exchanges that a choice takes, sorted by name, queues first. The default exchange, which no
// policy can be for, is not among them.
func targets(queues []management.Queue, exchanges []management.Exchange, chosen func(name string) (bool, error)) ([]topology.Target, error) {
	var all []topology.Target
	for _, queue := range queues {
		all = append(all, topology.Target{Name: queue.Name, Type: topology.QueueType(queue.Type)})
	}
	for _, x := range exchanges {
		if x.Name != "" {
			all = append(all, topology.Target{Name: x.Name})
		}
	}
	var out []topology.Target
	for _, target := range all {
		takes, err := chosen(target.Name)
		if err != nil {
			return nil, err
		}
		if takes {
			out = append(out, target)
		}
	}
	slices.SortStableFunc(out, func(a, b topology.Target) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// effectsOf judges every target.
func effectsOf(targets []topology.Target, policies []topology.Policy, version capability.Version) ([]effectModel, error) {
	read := topology.ReadPolicies(policies)
	out := make([]effectModel, len(targets))
	for i, target := range targets {
		effect, err := read.EffectOf(target, version)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", target.Name, err)
		}
		out[i] = effectModel{
			Name:           target.Name,
			Type:           cmp.Or(string(target.Type), exchange),
			Policy:         nameOf(effect.User),
			OperatorPolicy: nameOf(effect.Operator),
			Definition:     tfkit.JSONOf(effect.Definition),
			IgnoredKeys:    append([]string{}, effect.Ignored...),
			TiedWith:       append([]string{}, effect.Tied...),
			PassedOver:     []barredModel{},
		}
		slices.SortFunc(out[i].TiedWith, strings.Compare)
		for _, barred := range effect.Barred {
			out[i].PassedOver = append(out[i].PassedOver, barredModel{
				Policy: barred.Policy.Name, Operator: barred.Policy.Kind == topology.OperatorPolicy, Keys: barred.Keys,
			})
		}
	}
	return out, nil
}

func nameOf(policy *topology.Policy) *string {
	if policy == nil {
		return nil
	}
	return &policy.Name
}
