package binding

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// listModel is the state of rabbitmqha_bindings.
type listModel struct {
	Vhost           types.String  `tfsdk:"vhost"`
	Source          types.String  `tfsdk:"source"`
	Destination     types.String  `tfsdk:"destination"`
	DestinationType types.String  `tfsdk:"destination_type"`
	Bindings        []listedModel `tfsdk:"bindings"`
}

type listedModel struct {
	ID              string  `tfsdk:"id"`
	Source          string  `tfsdk:"source"`
	Destination     string  `tfsdk:"destination"`
	DestinationType string  `tfsdk:"destination_type"`
	RoutingKey      string  `tfsdk:"routing_key"`
	Arguments       *string `tfsdk:"arguments"`
	PropertiesKey   string  `tfsdk:"properties_key"`
}

// filter is what the user wants of the bindings, in the broker's words.
func (m listModel) filter() management.BindingFilter {
	filter := management.BindingFilter{Vhost: tfkit.VhostOf(m.Vhost), DestinationType: m.DestinationType.ValueString()}
	if !m.Source.IsNull() {
		source := m.Source.ValueString()
		if source == management.DefaultExchange {
			source = ""
		}
		filter.Source = &source
	}
	if !m.Destination.IsNull() {
		filter.Destination = m.Destination.ValueStringPointer()
		if filter.DestinationType == "" {
			filter.DestinationType = management.ToQueue
		}
	}
	return filter
}

// listed turns what the broker tells into what Terraform shows.
func listed(bindings []management.Binding) []listedModel {
	out := make([]listedModel, len(bindings))
	for i, b := range bindings {
		out[i] = listedModel{
			ID:              tfkit.JoinID(b.Vhost, b.Source, b.DestinationType, b.Destination, b.PropertiesKey),
			Source:          b.Source,
			Destination:     b.Destination,
			DestinationType: b.DestinationType,
			RoutingKey:      b.RoutingKey,
			Arguments:       tfkit.JSONOf(b.Arguments),
			PropertiesKey:   b.PropertiesKey,
		}
	}
	slices.SortFunc(out, func(a, b listedModel) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.DestinationType, b.DestinationType),
			strings.Compare(a.Destination, b.Destination), strings.Compare(a.PropertiesKey, b.PropertiesKey))
	})
	return out
}
