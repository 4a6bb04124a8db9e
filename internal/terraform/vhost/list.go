package vhost

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// NewListResource returns the list resource rabbitmqha_vhost.
func NewListResource() list.ListResource {
	return tfkit.NewListResource(base(), tfkit.Listing[management.Vhost]{
		About:    "The virtual hosts that the provider's user may see, whoever made them, the broker's first one (`/`) among them.",
		Plural:   "virtual hosts",
		Pattern:  "Regular expression that the names must match",
		Anywhere: true,
		Read: func(ctx context.Context, client *management.Client, _ string) ([]management.Vhost, error) {
			return client.Vhosts(ctx)
		},
		Describe: func(vhost management.Vhost) *tfkit.Listed {
			return &tfkit.Listed{ID: []string{vhost.Name}, Names: []string{vhost.Name}, Title: vhost.Name}
		},
		Fill: fill,
	})
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, vhost management.Vhost) diag.Diagnostics {
	model.read(&vhost)
	return nil
})
