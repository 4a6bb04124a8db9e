package featureflag

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// khepri moves the whole metadata store, and is asked for on purpose also where RabbitMQ calls it stable.
const khepri = "khepri_db"

// Model is the state of rabbitmqha_feature_flag.
type Model struct {
	ID           types.String   `tfsdk:"id"`
	Name         types.String   `tfsdk:"name"`
	Irreversible types.Bool     `tfsdk:"irreversible"`
	Enabled      types.Bool     `tfsdk:"enabled"`
	Stability    types.String   `tfsdk:"stability"`
	Description  types.String   `tfsdk:"description"`
	Timeouts     timeouts.Value `tfsdk:"timeouts"`
}

// read takes over what the broker has.
func (m *Model) read(flag management.FeatureFlag) {
	m.ID = types.StringValue(tfkit.JoinID(flag.Name))
	m.Name = types.StringValue(flag.Name)
	m.Enabled = types.BoolValue(flag.Enabled())
	m.Stability = types.StringValue(flag.Stability)
	m.Description = types.StringValue(flag.Description)
	if m.Irreversible.IsNull() {
		m.Irreversible = types.BoolValue(false)
	}
}

// problems are what forbids to enable the flag among those that the broker knows.
func (m Model) problems(flags []management.FeatureFlag) []topology.Problem {
	name := m.Name.ValueString()
	flag, known := find(flags, name)
	switch {
	case !known:
		names := make([]string, len(flags))
		for i, each := range flags {
			names[i] = each.Name
		}
		slices.Sort(names)
		return []topology.Problem{{
			Attribute: "name", Summary: fmt.Sprintf("The broker knows no feature flag %q", name),
			Detail: "It knows: " + strings.Join(names, ", ") + ".\n\nA flag of a newer release appears when every node runs that " +
				"release; one of an older release disappears when what it switched is always on.",
		}}
	case flag.Enabled():
		return nil
	case flag.Unavailable():
		return []topology.Problem{{
			Attribute: "name", Summary: fmt.Sprintf("Not every node knows the feature flag %q", name),
			Detail: "It can be enabled when all nodes of the cluster run a release that has it. Upgrade them all first.",
		}}
	case !m.Irreversible.IsUnknown() && !m.Irreversible.ValueBool() && (flag.Experimental() || name == khepri):
		why := "RabbitMQ calls it experimental, and does not promise that such a cluster can be upgraded."
		if name == khepri {
			why = "It moves all metadata of the cluster to another store, which needs a majority of the nodes running for every change."
		}
		return []topology.Problem{{
			Attribute: "irreversible", Summary: fmt.Sprintf("The feature flag %q asks for a decision", name),
			Detail: why + " There is no way back but to set up the cluster again.\n\nIf that is what you want, set irreversible = true.",
		}}
	}
	return nil
}

func find(flags []management.FeatureFlag, name string) (management.FeatureFlag, bool) {
	at := slices.IndexFunc(flags, func(flag management.FeatureFlag) bool { return flag.Name == name })
	if at < 0 {
		return management.FeatureFlag{}, false
	}
	return flags[at], true
}
