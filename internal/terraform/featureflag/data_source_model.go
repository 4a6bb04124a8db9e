package featureflag

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// listModel is the state of rabbitmqha_feature_flags. A nil list is null: the broker does not tell.
type listModel struct {
	FeatureFlags       []flagModel       `tfsdk:"feature_flags"`
	DeprecatedFeatures []deprecatedModel `tfsdk:"deprecated_features"`
	DeprecatedInUse    []string          `tfsdk:"deprecated_in_use"`
}

type flagModel struct {
	Name        string  `tfsdk:"name"`
	State       *string `tfsdk:"state"`
	Enabled     bool    `tfsdk:"enabled"`
	Stability   string  `tfsdk:"stability"`
	Description string  `tfsdk:"description"`
}

type deprecatedModel struct {
	Name          string  `tfsdk:"name"`
	Phase         string  `tfsdk:"phase"`
	Permitted     *bool   `tfsdk:"permitted"`
	InUse         bool    `tfsdk:"in_use"`
	Documentation *string `tfsdk:"documentation"`
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The feature flags of the cluster, and the deprecated features with those that are in use: what to look at before " +
			"an upgrade. Every stable flag has to be enabled (`rabbitmqha_feature_flag`), and nothing that the new release denies may be in use.",
		Attributes: map[string]schema.Attribute{
			"feature_flags": tfkit.ComputedObjects("The feature flags that the broker knows, sorted by name.", map[string]schema.Attribute{
				"name": tfkit.ComputedString("Name."),
				"state": tfkit.ComputedString("`enabled`, `disabled`, `state_changing`, or `unavailable` where a node of the cluster does " +
					"not know it."),
				"enabled":     tfkit.ComputedBool("Whether it is enabled, for good."),
				"stability":   tfkit.ComputedString("`required` (always on in this release), `stable` or `experimental`."),
				"description": tfkit.ComputedString("The broker's description."),
			}),
			"deprecated_features": tfkit.ComputedObjects("What this release still has or has no longer, and later ones will not have, sorted by "+
				"name; null before RabbitMQ 3.13, which cannot tell.", map[string]schema.Attribute{
				"name":  tfkit.ComputedString("Name, such as `transient_nonexcl_queues`."),
				"phase": tfkit.ComputedString("`permitted_by_default`, `denied_by_default`, `disconnected` or `removed`: the phase of its removal in this release."),
				"permitted": tfkit.ComputedBool("Whether this broker permits it, whatever the default of the phase; null before RabbitMQ 4.2, " +
					"where the API does not tell."),
				"in_use":        tfkit.ComputedBool("Whether something on the broker uses it right now. RabbitMQ cannot say it of every feature."),
				"documentation": tfkit.ComputedString("URL of its documentation; null if there is none."),
			}),
			"deprecated_in_use": tfkit.ComputedStrings("Names of the deprecated features in use, sorted; null before RabbitMQ 3.13."),
		},
	}
}

// listed turns what the broker tells into what Terraform shows.
func listed(flags []management.FeatureFlag) []flagModel {
	out := make([]flagModel, len(flags))
	for i, flag := range flags {
		out[i] = flagModel{
			Name: flag.Name, State: flag.State.Pointer(), Enabled: flag.Enabled(), Stability: flag.Stability, Description: flag.Description,
		}
	}
	slices.SortFunc(out, func(a, b flagModel) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func deprecated(all, used []management.DeprecatedFeature) (features []deprecatedModel, inUse []string) {
	inUse = make([]string, len(used))
	for i, feature := range used {
		inUse[i] = feature.Name
	}
	slices.Sort(inUse)
	features = make([]deprecatedModel, len(all))
	for i, feature := range all {
		features[i] = deprecatedModel{Name: feature.Name, Phase: feature.Phase, InUse: slices.Contains(inUse, feature.Name)}
		if state, isKnown := feature.State.Get(); isKnown {
			permitted := state == "permitted"
			features[i].Permitted = &permitted
		}
		if feature.Documentation != "" {
			features[i].Documentation = &feature.Documentation
		}
	}
	slices.SortFunc(features, func(a, b deprecatedModel) int { return strings.Compare(a.Name, b.Name) })
	return features, inUse
}
