package cluster

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The cluster as the node that answers sees it: its members, where they listen, and their health. It is read again in every plan, so a `check` block can watch `has_majority` or `warnings`, and `nodes` can " +
			"fill the servers of `rabbitmqha_haproxy_config`. A file made of names, addresses and ports does not change while a node is " +
			"away.\n\n" +
			"The provider's user needs the tag `monitoring` or `administrator`.",
		Attributes: map[string]schema.Attribute{
			"name":           text("Name of the cluster: a label, which operators may change. Until one did, brokers from 3.10 on make it of the name of the node that answers."),
			"version":        text("Version of RabbitMQ on the node that answers."),
			"erlang_version": text("Version of Erlang/OTP on the node that answers."),
			"nodes": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The members, sorted by name; also those that are down.",
				NestedObject:        schema.NestedAttributeObject{Attributes: nodeAttributes()},
			},
			"running_nodes": texts("Names of the nodes that run."),
			"majority": schema.Int64Attribute{
				Computed: true,
				MarkdownDescription: "How many nodes are a majority of all members: as many must run for quorum queues to work, and from " +
					"RabbitMQ 4.3 (wherever Khepri is the metadata store) for anything to be declared.",
			},
			"has_majority": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "Whether at least `majority` nodes are running.",
			},
			"warnings": texts("Problems of the cluster, one sentence each: a single node, an even number of nodes, " +
				"nodes that are down or in maintenance, partitions, resource alarms, mixed versions, virtual hosts that do not run on a node, and ports " +
				"that are not known."),
		},
		Blocks: map[string]schema.Block{"node": schema.ListNestedBlock{
			MarkdownDescription: "Where clients reach a node, in place of what the broker says. Needed where nodes share a machine, listen on " +
				"different ports, or on addresses of their own: the broker does not say where a node listens that is down.",
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"name": schema.StringAttribute{Required: true, MarkdownDescription: "Name of the node, such as `rabbit@rabbit1`."},
				"address": schema.StringAttribute{
					Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
					MarkdownDescription: "Host or IP address, shown as `address` of the node.",
				},
				"ports": schema.MapAttribute{
					Optional: true, ElementType: types.Int64Type,
					MarkdownDescription: "Port of each protocol, by the words of `ports` of the node.",
					Validators: []validator.Map{
						mapvalidator.KeysAre(stringvalidator.OneOf(slices.Sorted(maps.Values(balanced))...)),
						mapvalidator.ValueInt64sAre(int64validator.Between(1, maxPort)),
					},
				},
			}},
		}},
	}
}

const maxPort = 65535

func nodeAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name": text("Name, such as `rabbit@rabbit1`."),
		"host": text("Host part of the name, such as `rabbit1`."),
		"address": text("Where clients reach the node: the address of its AMQP listener, or the host where that listens on all " +
			"addresses. Of a node that is down, the host, or the address that all other nodes share; null where they have addresses of their own."),
		"running": schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether RabbitMQ runs on it."},
		"version": text("Version of RabbitMQ; null while the node is down."),
		"type":    text("`disc`, or `ram` (before RabbitMQ 4.3)."),
		"being_drained": schema.BoolAttribute{
			Computed:            true,
			MarkdownDescription: "Whether the node is in maintenance mode; null before RabbitMQ 3.13, where the API does not tell.",
		},
		"partitions": texts("Nodes that this one was separated from and has not yet been joined with again. Always empty with the " +
			"metadata store Khepri, which needs no healing. A partition shows once the network is back; until then the other nodes just do not run."),
		"alarms": texts("Resource alarms that block publishers on the whole cluster: `memory`, `disk`."),
		"listeners": schema.ListNestedAttribute{
			Computed:            true,
			MarkdownDescription: "Where the node accepts connections, sorted; empty while it is down.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"protocol": text("The broker's word: `amqp`, `amqp/ssl`, `http`, `https`, `clustering`, `mqtt`, `stream` and others."),
				"address":  text("The listener's address; the node's host where it listens on all addresses."),
				"port":     number("Port."),
			}},
		},
		"amqp_port":       number("Port of the AMQP listener (`amqp`), the lowest if there are several; null if there is none, or the node is down and it is not known."),
		"amqps_port":      number("Port of the listener for AMQP over TLS (`amqp/ssl`), the lowest if there are several; null if there is none, or it is not known."),
		"management_port": number("Port of the management API (`http`), the lowest if there are several; null if there is none, or it is not known."),
		"ports": schema.MapAttribute{
			Computed: true, ElementType: types.Int64Type,
			MarkdownDescription: "Port of each protocol that the node listens for, by the words of `protocol` in `rabbitmqha_haproxy_config`: `amqp`, `amqps`, `mqtt`, " +
				"`mqtts`, `stomp`, `stomps`, `stream`, `streams`, `management`; the lowest if there are several. Of a node that is down, the ports " +
				"that all other nodes share, so that what is made of them does not change; none where it shares its address with one of them.",
		},
		"management_tls_port": number("Port of the management API over TLS (`https`); null if there is none, or it is not known."),
	}
}

func text(description string) schema.Attribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

func texts(description string) schema.Attribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

func number(description string) schema.Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}
