package membership

import (
	"cmp"
	"context"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// FeatureFlag is a feature flag as one node sees it.
type FeatureFlag struct {
	Name    string
	Enabled bool
	// State is enabled, disabled, unavailable or state_changing; Stability is stable, required or experimental.
	State, Stability string
	ProvidedBy       string
	Description      string
}

// FeatureFlags lists the flags that a node knows, by name. (rabbit_ff_extra:cli_info/0).
func (c *Cluster) FeatureFlags(ctx context.Context, node string) (flags []FeatureFlag, err error) {
	err = c.step(ctx, "list feature flags", node, c.limitLook, func(ctx context.Context) error {
		answer, err := c.ask(ctx, node, fn("rabbit_ff_extra", "cli_info"))
		if err != nil {
			return err
		}
		list, ok := answer.(erlang.List)
		if !ok {
			return &AnswerError{Node: node, Call: "rabbit_ff_extra:cli_info/0", Answer: answer}
		}
		for _, properties := range list {
			flags = append(flags, readFlag(properties))
		}
		return nil
	})
	slices.SortFunc(flags, func(a, b FeatureFlag) int { return cmp.Compare(a.Name, b.Name) })
	return flags, err
}

func readFlag(properties erlang.Term) FeatureFlag {
	property := func(key erlang.Atom) string {
		value, _ := erlang.Lookup(properties, key)
		if atom, ok := value.(erlang.Atom); ok {
			return string(atom)
		}
		text, _ := erlang.Text(value)
		return text
	}
	flag := FeatureFlag{
		Name: property("name"), State: property("state"), Stability: property("stability"),
		ProvidedBy: property("provided_by"), Description: property("desc"),
	}
	flag.Enabled = flag.State == "enabled"
	return flag
}

// EnableFeatureFlag enables a flag in the whole cluster; all members must run. It cannot be undone. The name must be one
// that FeatureFlags has listed: a node keeps every name it is told for ever. (rabbit_feature_flags:enable/1).
func (c *Cluster) EnableFeatureFlag(ctx context.Context, node, name string) error {
	return c.change(ctx, "enable the feature flag "+name, node, limitJoin, func(ctx context.Context) error {
		return c.do(ctx, node, fn("rabbit_feature_flags", "enable", erlang.Atom(name)))
	})
}

// unknownFlags are the flags that are enabled in the one list and not known in the other.
func unknownFlags(enabled, known []FeatureFlag) (names []string) {
	for _, flag := range enabled {
		same := func(other FeatureFlag) bool { return other.Name == flag.Name }
		if flag.Enabled && !slices.ContainsFunc(known, same) {
			names = append(names, flag.Name)
		}
	}
	return names
}
