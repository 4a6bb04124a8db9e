package balancerkit

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// Attributes that mean the same whatever the balancer.
var (
	// RabbitMQVersion is "rabbitmq_version".
	RabbitMQVersion = renderkit.OptionalString("Oldest RabbitMQ version in the cluster, such as `4.3.6`. From 4.1.1 on the default health check is " +
		"`/api/health/checks/ready-to-serve-clients`; below, or without a version, it is `/` on the management listener, which every version answers.")
	// Heartbeat is "heartbeat".
	Heartbeat = renderkit.OptionalInt("AMQP heartbeat of the clients in seconds, 0 for none. Default `60`, the broker's own. " +
		"Used only to warn of timeouts that are too short for it.")
	// CheckPath is "path" of a check.
	CheckPath = renderkit.OptionalString("Path of the request of an `http` check. Default `/api/health/checks/ready-to-serve-clients` (RabbitMQ 4.1.1 and later, no password), else `/`. " +
		"Checks that speak for the whole cluster, such as `node-is-quorum-critical` and `alarms`, are refused: one node in trouble would take all servers down.")
	// ExpectStatus is "expect_status" of a check.
	ExpectStatus = renderkit.OptionalInt("HTTP status that means healthy, 100 to 599. Default `200`.")
	// HostHeader is "host_header" of a check.
	HostHeader = renderkit.OptionalString("Host of the request. Default `rabbitmq`.")
	// CheckPort is "check_port" of a server.
	CheckPort = renderkit.OptionalInt("Port the check of this server goes to, 1 to 65535. Default is the listener's.")
	// Endpoints is the computed "endpoints".
	Endpoints = schema.MapAttribute{Computed: true, ElementType: types.ListType{ElemType: types.StringType},
		MarkdownDescription: "Addresses clients connect to, as `HOST:PORT`, by the listener's name."}
	// Warnings is the computed "warnings".
	Warnings = renderkit.ComputedStrings("Traps in the configuration that are no errors, such as a timeout shorter than the heartbeat allows. Terraform shows them too.")
)

// CheckBlock is "check" of a listener.
func CheckBlock(of renderkit.Parts) schema.Block {
	return renderkit.AtMostOne("How servers are probed. Default is kind `http` with everything at its default.", of)
}

// TLSBlock is "tls" of a listener.
func TLSBlock(of renderkit.Parts) schema.Block {
	return renderkit.AtMostOne("Where TLS begins and ends. Without this block, TLS of clients is passed through, and what is plain stays plain.", of)
}

// ServerBlock is "server" of a listener.
func ServerBlock(of renderkit.Parts) schema.Block {
	return renderkit.Repeated("Broker node; at least one that is no backup, neither disabled nor drained, and of a weight above 0. "+
		"`dynamic \"server\"` makes one of each node of `rabbitmqha_cluster`.", of)
}
