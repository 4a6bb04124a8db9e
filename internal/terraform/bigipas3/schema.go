package bigipas3

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

const description = `Renders a declaration for the AS3 extension of an F5 BIG-IP in front of a RabbitMQ cluster. No BIG-IP and no broker is
asked; give ` + "`as3_json`" + ` to the resource ` + "`bigip_as3`" + ` of F5's provider, which deploys it.

It says in the words of ` + "`rabbitmqha_haproxy_config`" + ` what a BIG-IP needs to know for AMQP: connections spread by their number and
not by the client's address, time-outs of hours instead of five minutes, keep-alive that comes before them, sessions that end when their
server goes down, and monitors that see a broker which accepts connections and no longer answers. What AS3's own schema lets through, such
as a virtual server without a port, is an error here.

Durations are strings of whole seconds: a whole number followed by ` + "`s`, `m`, `h` or `d`" + `.`

func dataSourceSchema() schema.Schema {
	attributes := outputAttributes()
	maps.Copy(attributes, declarationAttributes())
	maps.Copy(attributes, trafficAttributes())
	return schema.Schema{MarkdownDescription: description, Attributes: attributes, Blocks: map[string]schema.Block{
		"listener": renderkit.Repeated("What clients connect to; at least one. Each is a virtual server (`Service_TCP`) for each of its ports, "+
			"a pool, its monitors and two TCP profiles, which are named after it.", listener()),
	}}
}

func declarationAttributes() map[string]schema.Attribute {
	const nameRule = "1 to 190 letters, digits, underscores, dots and hyphens, a letter first, and no word of AS3 such as `Common` or `Shared`"
	return map[string]schema.Attribute{
		"tenant": renderkit.RequiredString("Tenant, which is a partition of the BIG-IP: " + nameRule + ". **AS3 removes from a tenant what its declaration does not hold**, " +
			"so let it be one for RabbitMQ alone, or deploy `as3_per_app_json`."),
		"application": renderkit.OptionalString("Application, which is a folder in the partition: " + nameRule + ". Default `rabbitmq`."),
		"schema_version": renderkit.OptionalString("Version of AS3's schema that the declaration is for, such as `3.50.0`, at least `3.29.0`. Default `3.50.0`. " +
			"A BIG-IP takes no version beyond that of its AS3."),
		"declaration_id": renderkit.OptionalString("Identifier of the declaration, at most 255 printable ASCII characters without blanks, quotes, backquotes, backslashes and `<>^|`. " +
			"Default is `tenant`. AS3 makes one up where there is none, and `bigip_as3` would then show a change in each plan."),
		"label":  renderkit.OptionalString("Label of the application, at most 64 characters without `\"#&*<>?[]\\` and backquotes. Default is none."),
		"remark": renderkit.OptionalString("Remark on the application, at most 64 characters without double quotes and backslashes. Default is none."),
	}
}

func trafficAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"rabbitmq_version": balancerkit.RabbitMQVersion,
		"timeout_client": renderkit.OptionalString("Cuts a connection on which the client was silent for so long, `1s` to `24h`. Default `3h`, where a BIG-IP has 5 minutes. " +
			"Many producers send no heartbeats, so keep it long."),
		"timeout_server": renderkit.OptionalString("Cuts a connection on which the server was silent for so long, `1s` to `24h`. Default `3h`; see `timeout_client`."),
		"heartbeat":      balancerkit.Heartbeat,
		"snat": renderkit.OptionalString("Address that brokers see clients come from: `auto` for one of the BIG-IP's own, `self` for the virtual address, `none` for the client's, " +
			"or the path of a SNAT pool, such as `/Common/brokers`. Default `auto`. With `none`, brokers must route their answers back over the BIG-IP."),
		"share_nodes": renderkit.OptionalBool("Whether servers are nodes of the partition `Common`, where other tenants may use them too. Default `true`; " +
			"two partitions cannot each have a node of the same address."),
		"retries": renderkit.OptionalInt("Further servers that are tried when one does not accept a connection, 0 to 65535. Default `3`."),
	}
}

func outputAttributes() map[string]schema.Attribute {
	const json = "in one line with its members sorted, as `jsonencode` writes it"
	const secret = " Null when a `password` is given, since it would hold it: then use "
	const always = " never shown in a plan. Since BIG-IPs encrypt passwords, `bigip_as3` reads another text back than it wrote: expect a change in each of its plans."
	return map[string]schema.Attribute{
		"as3_json": renderkit.ComputedString("The declaration as a request to deploy it (class `AS3`), JSON " + json +
			". For `as3_json` of the resource `bigip_as3`." + secret + "`as3_json_sensitive`."),
		"as3_json_sensitive": renderkit.ComputedSecret("The declaration as in `as3_json`, always set and" + always),
		"as3_per_app_json": renderkit.ComputedString("The per-application form: the application without its tenant, JSON " + json +
			". For `as3_json` of `bigip_as3` together with `tenant_name`, on a BIG-IP with per-application deployment, which leaves other applications of the tenant alone. " +
			"Null when `schema_version` is before 3.50.0." + secret + "`as3_per_app_json_sensitive`."),
		"as3_per_app_json_sensitive": renderkit.ComputedSecret("The declaration as in `as3_per_app_json`, set also when a `password` is given, and" + always),
		"as3_sha256":                 renderkit.ComputedString("SHA-256 of `as3_json_sensitive` in hexadecimal. It covers passwords too, so let them be long."),
		"endpoints":                  balancerkit.Endpoints,
		"warnings":                   balancerkit.Warnings,
	}
}
