package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A user of RabbitMQ's internal database with all that it may do. A user that does not exist is an error. The " +
			"hash of its password is not read out.\n\n" +
			"The provider's user needs the tag `administrator`.",
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{
				Required: true, MarkdownDescription: "Name of the user.", Validators: []validator.String{tfkit.ObjectName()},
			},
			"tags": schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "Tags, sorted."},
			"has_password": schema.BoolAttribute{
				Computed: true,
				MarkdownDescription: "Whether there is a hash of a password. One that nobody knows the password of counts too: RabbitMQ before " +
					"4.3 makes such a hash of the empty password, with which nobody can log in.",
			},
			"hashing_algorithm": text("How the password was hashed, such as `rabbit_password_hashing_sha256`."),
			"max_connections":   number("Greatest number of connections; null or negative if there is no limit. From RabbitMQ 3.8.10."),
			"max_channels":      number("Greatest number of channels; null or negative if there is no limit. From RabbitMQ 3.8.10."),
			"permissions": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What the user may do in each virtual host that it may connect to.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"vhost":     text("Virtual host."),
					"configure": text("What it may declare and delete, as a regular expression."),
					"write":     text("What it may publish to."),
					"read":      text("What it may consume from."),
				}},
			},
			"topic_permissions": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "Restrictions at topic exchanges; where there is none, the user may use all routing keys.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"vhost":    text("Virtual host."),
					"exchange": text("Exchange."),
					"write":    text("Routing keys that it may publish with, as a regular expression."),
					"read":     text("Routing keys that it may bind with."),
				}},
			},
		},
	}
}

func text(description string) schema.Attribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

func number(description string) schema.Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}
