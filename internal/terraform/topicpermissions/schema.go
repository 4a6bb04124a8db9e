package topicpermissions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/permissions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Which routing keys a user may publish and bind with at one topic exchange, in addition to what " +
			"`rabbitmqha_permissions` says of the exchange itself. Without this resource the user may use all; destroying it lifts the " +
			"restriction. Each exchange is a resource of its own; an update is one write, with no moment in between in which other " +
			"permissions hold.\n\n" +
			"In the patterns `{username}` and `{vhost}` stand for the names of the client that connects; MQTT clients have " +
			"`{client_id}` as well.\n\n" +
			"RabbitMQ with the metadata store Khepri (always from 4.3) deletes topic permissions with their exchange. Write " +
			"`lifecycle { replace_triggered_by = [rabbitmqha_exchange.NAME.id] }` to have them made again when Terraform replaces the " +
			"exchange; otherwise the next apply makes them.\n\n" +
			"The provider's user needs the tag `administrator`.",
		Attributes: map[string]schema.Attribute{
			"id":    tfkit.IDAttribute("vhost/user/exchange"),
			"vhost": tfkit.VhostAttribute(),
			"user":  permissions.UserAttribute(),
			"exchange": tfkit.EntityNameAttribute("Name of the exchange, of type `topic`; MQTT and STOMP use `amq.topic` unless configured " +
				"otherwise. From RabbitMQ 4.3 it must exist."),
			"write": permissions.PatternAttribute("Routing keys that the user may publish with: `.*` for all, `\"\"` for none."),
			"read": permissions.PatternAttribute("Routing keys that the user may bind queues with, and so receive messages by: `.*` for all, " +
				"`\"\"` for none."),
		},
	}
}
