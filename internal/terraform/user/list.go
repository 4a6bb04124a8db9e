package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// NewListResource returns the list resource rabbitmqha_user.
func NewListResource() list.ListResource {
	return tfkit.NewListResource(base(), tfkit.Listing[management.User]{
		About:    "The users of RabbitMQ's internal database, whoever made them, without their passwords. The provider's user needs the tag `administrator`.",
		Plural:   "users",
		Pattern:  "Regular expression that the names must match",
		Anywhere: true,
		Read: func(ctx context.Context, client *management.Client, _ string) ([]management.User, error) {
			return client.Users(ctx)
		},
		Describe: func(user management.User) *tfkit.Listed {
			return &tfkit.Listed{ID: []string{user.Name}, Names: []string{user.Name}, Title: user.Name}
		},
		Fill: fill,
	})
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, user management.User) diag.Diagnostics {
	model.read(&user)
	// It is written into generated configurations, where it goes only with a hash.
	model.HashingAlgorithm = types.StringNull()
	return nil
})
