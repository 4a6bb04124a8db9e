package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Schema implements provider.Provider.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Stands up and keeps a highly available RabbitMQ (3.8 to 4.3).",
		Attributes: map[string]schema.Attribute{
			"endpoints": schema.ListAttribute{
				Optional:    true,
				ElementType: types.StringType,
				Validators:  []validator.List{listvalidator.SizeAtLeast(1)},
				MarkdownDescription: "Addresses of the management API, such as `http://rabbit1:15672`, one for each node; they are " +
					"tried in turn. A path prefix is kept, a trailing slash does not matter. Environment variable: `RABBITMQ_ENDPOINTS` " +
					"(separated by commas).",
			},
			"username": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "User with a management tag. Environment variable: `RABBITMQ_USERNAME`.",
			},
			"password": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "The user's password. Environment variable: `RABBITMQ_PASSWORD`.",
			},
			"timeout": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Longest time for one request, such as `90s` (the default) or `2m`. A broker of 4.x that has lost " +
					"its majority takes up to 60 s to say so. Environment variable: `RABBITMQ_TIMEOUT`.",
			},
		},
		Blocks: map[string]schema.Block{
			"erlang": erlangBlock(),
			"tls": schema.SingleNestedBlock{
				MarkdownDescription: "How `https` endpoints are trusted. TLS 1.2 or newer is used in any case.",
				Attributes: map[string]schema.Attribute{
					"ca_pem": schema.StringAttribute{
						Optional: true,
						MarkdownDescription: "Certificate authorities as PEM text; only these are trusted when given. " +
							"Environment variable: `RABBITMQ_CA_PEM`.",
					},
					"ca_file": schema.StringAttribute{
						Optional:            true,
						MarkdownDescription: "Path of a file with the same. Environment variable: `RABBITMQ_CA_FILE`.",
					},
					"cert_pem": schema.StringAttribute{
						Optional: true,
						MarkdownDescription: "Client certificate as PEM text, together with `key_pem`. " +
							"Environment variable: `RABBITMQ_CERT_PEM`.",
					},
					"key_pem": schema.StringAttribute{
						Optional:            true,
						Sensitive:           true,
						MarkdownDescription: "Private key of the client certificate as PEM text. Environment variable: `RABBITMQ_KEY_PEM`.",
					},
					"server_name": schema.StringAttribute{
						Optional: true,
						MarkdownDescription: "Name expected in the servers' certificates, where it is not the host of the endpoint. " +
							"Environment variable: `RABBITMQ_SERVER_NAME`.",
					},
					"insecure": schema.BoolAttribute{
						Optional: true,
						MarkdownDescription: "Accept any certificate. Default `false`. Not for production: anyone on the way can read the " +
							"password. Environment variable: `RABBITMQ_INSECURE`.",
					},
				},
			},
		},
	}
}
