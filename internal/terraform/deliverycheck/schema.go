package deliverycheck

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const (
	maxMessages     = 10_000
	maxSize         = 1 << 20
	defaultMessages = 20
	defaultSize     = 100
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := results()
	attributes["address"] = schema.StringAttribute{
		Required: true,
		MarkdownDescription: "`host:port` where clients of AMQP 0-9-1 connect: the virtual address of a balancer, or a node. It has to be " +
			"reachable from where Terraform runs.",
		Validators: []validator.String{address{}},
	}
	attributes["consume_address"] = schema.StringAttribute{
		Optional: true, MarkdownDescription: "`host:port` through which the messages are taken back. Default: the connection of `address`.",
		Validators: []validator.String{address{}},
	}
	attributes["vhost"] = tfkit.SearchedVhost()
	attributes["username"] = schema.StringAttribute{
		Optional: true,
		MarkdownDescription: "User who may configure queues whose names begin with `terraform.delivery-check.` or `amq.gen-`, read the former, and " +
			"write to `amq.default`. Default: the provider's own.",
	}
	attributes["password"] = schema.StringAttribute{
		Optional: true, Sensitive: true,
		MarkdownDescription: "The user's password. It is stored in the state; the provider's own is not.",
		Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("username"))},
	}
	attributes["queue_type"] = schema.StringAttribute{
		Optional: true,
		MarkdownDescription: "`quorum` or `classic`: the type of the queue that is declared for the check, and deleted after it. Default: the " +
			"virtual host's own default.",
		Validators: []validator.String{stringvalidator.OneOf(string(topology.Quorum), string(topology.Classic))},
	}
	attributes["messages"] = schema.Int64Attribute{
		Optional: true, MarkdownDescription: "How many messages are sent, 1 to 10 000. Default 20.",
		Validators: []validator.Int64{int64validator.Between(1, maxMessages)},
	}
	attributes["message_bytes"] = schema.Int64Attribute{
		Optional: true, MarkdownDescription: "Length of each message in bytes, 8 to 1 048 576. Default 100.",
		Validators: []validator.Int64{int64validator.Between(8, maxSize)},
	}
	attributes["timeout"] = schema.StringAttribute{
		Optional: true, MarkdownDescription: "Longest time for each call to the broker, and for all messages to be confirmed and to come back, such as " +
			"`30s`, the default.",
		Validators: []validator.String{duration{}},
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Sends messages with publisher confirms to a queue of its own and takes them back, through a balancer or straight " +
			"to a node: for `check` blocks and postconditions. It declares a durable queue with a random name and deletes it, and touches no " +
			"other. An address that does not answer or refuses the login is an error. So is a broker that does not confirm every message, or " +
			"confirms them and gives none back; a connection that the broker blocks, because a node has a resource alarm, is named as such. " +
			"Confirmed messages that did not come back are counted in `lost`. Assert `consumed == published`, which holds only where every " +
			"message was delivered.\n\nIt is read, and so messages are sent, by every plan. Within a `check` block its errors are " +
			"warnings, and every plan shows that it will be read again.",
		Attributes: attributes,
		Blocks:     map[string]schema.Block{"tls": tlsBlock()},
	}
}

func results() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"node": tfkit.ComputedString("Name of the node that was reached; null where the provider has no `endpoints` to ask for it, or its user may " +
			"not see the virtual host."),
		"consume_node": tfkit.ComputedString("Name of the node through which the messages were taken back; null where the provider has no " +
			"`endpoints` to ask for it, or its user may not see the virtual host."),
		"rabbitmq_version": tfkit.ComputedString("Version of RabbitMQ that the node runs."),
		"cluster_name":     tfkit.ComputedString("Name of the node's cluster."),
		"published":        tfkit.ComputedInt64("Number of messages sent."),
		"confirmed":        tfkit.ComputedInt64("Number of messages that the broker confirmed: from then on it answers for them."),
		"consumed":         tfkit.ComputedInt64("Number of confirmed messages that came back."),
		"lost":             tfkit.ComputedInt64("Number of confirmed messages that did not come back in time. Anything but 0 is a fault."),
		"duplicated":       tfkit.ComputedInt64("Number of further copies that arrived. Clients have to bear some."),
		"confirm_ms":       tfkit.ComputedFloat64("Time from sending a message to its confirmation: the median, in milliseconds."),
		"confirm_max_ms":   tfkit.ComputedFloat64("Longest of these times, in milliseconds."),
		"delivery_ms":      tfkit.ComputedFloat64("Time from sending a message to its arrival: the median, in milliseconds."),
		"delivery_max_ms":  tfkit.ComputedFloat64("Longest of these times, in milliseconds."),
	}
}

func tlsBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "Connect by TLS 1.2 or newer. Without this block the connection is not encrypted.",
		Attributes: map[string]schema.Attribute{
			"ca_pem": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Certificate authorities as PEM text; only these are trusted when given.",
			},
			"ca_file": schema.StringAttribute{Optional: true, MarkdownDescription: "PEM file with the certificate authorities; alternative to `ca_pem`."},
			"cert_pem": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Client certificate as PEM text, together with `key_pem`.",
			},
			"key_pem": schema.StringAttribute{
				Optional: true, Sensitive: true, MarkdownDescription: "Private key of the client certificate as PEM text.",
			},
			"server_name": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Name expected in the server's certificate, where it is not the host of the address.",
			},
			"insecure": schema.BoolAttribute{
				Optional: true, MarkdownDescription: "Accept any certificate. Default `false`. Not for production.",
			},
		},
	}
}
