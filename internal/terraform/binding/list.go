package binding

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// NewListResource returns the list resource rabbitmqha_binding.
func NewListResource() list.ListResource {
	return tfkit.NewListResource(base(), tfkit.Listing[management.Binding]{
		About: "The bindings that Terraform can manage, whoever made them. Not among them: those from the default exchange, which every " +
			"queue has automatically, and those to queues that the broker names itself (`amq.`).",
		Plural:  "bindings",
		Pattern: "Regular expression that the name of the source or of the destination must match",
		Read: func(ctx context.Context, client *management.Client, vhost string) ([]management.Binding, error) {
			return client.BindingsIn(ctx, vhost)
		},
		Describe: entry,
		Fill:     fill,
	})
}

func entry(b management.Binding) *tfkit.Listed {
	if b.Source == "" || tfkit.Reserved(b.Destination) && b.DestinationType == management.ToQueue {
		return nil
	}
	return &tfkit.Listed{
		ID:    []string{b.Vhost, b.Source, b.DestinationType, b.Destination, b.PropertiesKey},
		Names: []string{b.Source, b.Destination},
		Title: tfkit.InVhost(fmt.Sprintf("%s to %s %s by %s", b.Source, b.DestinationType, b.Destination, b.PropertiesKey), b.Vhost),
	}
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, b management.Binding) diag.Diagnostics {
	model.Vhost = types.StringValue(b.Vhost)
	model.Source = types.StringValue(b.Source)
	model.Destination = types.StringValue(b.Destination)
	model.DestinationType = types.StringValue(b.DestinationType)
	model.PropertiesKey = types.StringValue(b.PropertiesKey)
	model.read(&b)
	return nil
})
