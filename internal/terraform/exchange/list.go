package exchange

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// NewListResource returns the list resource rabbitmqha_exchange.
func NewListResource() list.ListResource {
	return tfkit.NewListResource(base(), tfkit.Listing[management.Exchange]{
		About: "The exchanges that Terraform can manage, whoever declared them. Not among them: the broker's own, which are the " +
			"default exchange and those whose names begin with `amq.`.",
		Plural:  "exchanges",
		Pattern: "Regular expression that the names must match",
		Read: func(ctx context.Context, client *management.Client, vhost string) ([]management.Exchange, error) {
			return client.Exchanges(ctx, vhost)
		},
		Describe: entry,
		Fill:     fill,
	})
}

func entry(exchange management.Exchange) *tfkit.Listed {
	if tfkit.Reserved(exchange.Name) {
		return nil
	}
	return &tfkit.Listed{
		ID: []string{exchange.Vhost, exchange.Name}, Names: []string{exchange.Name},
		Title: tfkit.InVhost(exchange.Name, exchange.Vhost),
	}
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, exchange management.Exchange) diag.Diagnostics {
	model.read(&exchange)
	return nil
})
