package policy

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// NewListResource returns the list resource rabbitmqha_policy.
func NewListResource() list.ListResource { return newListResource(user) }

// NewOperatorListResource returns the list resource rabbitmqha_operator_policy.
func NewOperatorListResource() list.ListResource { return newListResource(operator) }

func newListResource(k kind) list.ListResource {
	return tfkit.NewListResource(k.base(), tfkit.Listing[management.Policy]{
		About:   k.listing,
		Plural:  k.plural,
		Pattern: "Regular expression that the names of the policies, not of what they apply to, must match",
		Read: func(ctx context.Context, client *management.Client, vhost string) ([]management.Policy, error) {
			return client.Policies(ctx, k.api, vhost)
		},
		Describe: func(p management.Policy) *tfkit.Listed {
			return &tfkit.Listed{ID: []string{p.Vhost, p.Name}, Names: []string{p.Name}, Title: tfkit.InVhost(p.Name, p.Vhost)}
		},
		Fill: k.fill(),
	})
}

func (k kind) fill() func(context.Context, *tfsdk.State, management.Policy) diag.Diagnostics {
	return tfkit.Fill(func(_ context.Context, model *Model, p management.Policy) diag.Diagnostics {
		model.read(k, &p)
		return nil
	})
}
