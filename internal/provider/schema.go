package provider

import (
	"context"
	"fmt"

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
				MarkdownDescription: "Addresses of the management API, such as `http://rabbit1:15672`, one for each node: " +
					"the first that is healthy is asked, and another one where it fails. A path prefix is kept, a trailing slash does not matter. Environment variable: `RABBITMQ_ENDPOINTS` " +
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
			"connect_timeout": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Longest time for making one connection, the TLS handshake included. Default `10s`. Environment " +
					"variable: `RABBITMQ_CONNECT_TIMEOUT`.",
			},
			"timeout": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Longest time for one request, such as `90s` (the default) or `2m`. A broker of 4.x that has lost " +
					"its majority takes up to 60 s to say so. A read that another endpoint could answer waits for a third of it. " +
					"Environment variable: `RABBITMQ_TIMEOUT`.",
			},
			"operation_timeout": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Longest time for one call of the management API with all its attempts, at whichever endpoint. " +
					"Default `5m`, or `timeout` if that is longer. Environment variable: `RABBITMQ_OPERATION_TIMEOUT`.",
			},
			"max_retries": schema.Int64Attribute{
				Optional: true,
				MarkdownDescription: fmt.Sprintf("How often all endpoints are asked again after each has failed, with growing pauses of "+
					"up to 5 s between: 0 to %d, default `5`. No retry begins once a call has lasted longer than `timeout`. Where "+
					"an answer was lost, the object is looked up before it is changed again. Environment variable: "+
					"`RABBITMQ_MAX_RETRIES`.", maxRetries),
			},
			"wait_for_ready": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "How long to wait, before anything else, for a broker that is still booting, such as `5m`. Default " +
					"`0s`: not at all. The log says what it is waiting for. Environment variable: `RABBITMQ_WAIT_FOR_READY`.",
			},
			"adopt_existing": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether creating an object takes over one of that name that exists already. Default `false`: that is " +
					"an error, which offers the `import` block to paste. With `true`, a queue, exchange or binding that is equal is taken " +
					"over and one that differs is refused by the broker; everything else is overwritten in place with what the " +
					"configuration says. Useful for one apply after another was cut short. Environment variable: `RABBITMQ_ADOPT_EXISTING`.",
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
						MarkdownDescription: "PEM file with the certificate authorities; alternative to `ca_pem`. Environment variable: `RABBITMQ_CA_FILE`.",
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
