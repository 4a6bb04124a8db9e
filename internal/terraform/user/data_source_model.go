package user

import (
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/limits"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// lookup is the result of the data source. The framework turns slices and structs into Terraform's values.
type lookup struct {
	Name             types.String `tfsdk:"name"`
	Tags             []string     `tfsdk:"tags"`
	HasPassword      bool         `tfsdk:"has_password"`
	HashingAlgorithm types.String `tfsdk:"hashing_algorithm"`
	MaxConnections   types.Int64  `tfsdk:"max_connections"`
	MaxChannels      types.Int64  `tfsdk:"max_channels"`
	Permissions      []permission `tfsdk:"permissions"`
	TopicPermissions []topic      `tfsdk:"topic_permissions"`
}

type permission struct {
	Vhost     string `tfsdk:"vhost"`
	Configure string `tfsdk:"configure"`
	Write     string `tfsdk:"write"`
	Read      string `tfsdk:"read"`
}

type topic struct {
	Vhost    string `tfsdk:"vhost"`
	Exchange string `tfsdk:"exchange"`
	Write    string `tfsdk:"write"`
	Read     string `tfsdk:"read"`
}

// describe keeps the hash of the password to itself.
func describe(user *management.User, permissions []management.Permissions, topics []management.TopicPermissions,
	values map[string]json.Number,
) lookup {
	out := lookup{
		Name: types.StringValue(user.Name), Tags: append([]string{}, user.Tags...), HasPassword: user.PasswordHash != "",
		HashingAlgorithm: tfkit.StringOrNull(user.HashingAlgorithm),
		MaxConnections:   limits.Connections(values),
		MaxChannels:      limits.Channels(values),
		Permissions:      []permission{}, TopicPermissions: []topic{},
	}
	slices.Sort(out.Tags)
	for _, each := range permissions {
		out.Permissions = append(out.Permissions, permission{each.Vhost, each.Configure, each.Write, each.Read})
	}
	for _, each := range topics {
		out.TopicPermissions = append(out.TopicPermissions, topic{each.Vhost, each.Exchange, each.Write, each.Read})
	}
	return out
}
