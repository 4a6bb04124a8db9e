package haproxyconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

const description = `Renders the configuration file of a HAProxy in front of a RabbitMQ cluster. Nothing is installed and no broker is
asked; write ` + "`config`" + ` to where HAProxy reads it, for example with the resource ` + "`local_file`" + `.

With nothing but listeners and servers it gives the file recommended today: connections spread by their number, timeouts of hours, for
AMQP connections are idle for long, and a health check over the management listener, which also sees a broker that accepts connections and
no longer answers. Every mistake that HAProxy would accept in silence, such as two listeners on one address, is an error here.

Durations are strings in HAProxy's form: a whole number followed by ` + "`us`, `ms`, `s`, `m`, `h` or `d`" + `, without a unit milliseconds, and at
most 24 days and 20 hours.`

func dataSourceSchema() schema.Schema {
	attributes := map[string]schema.Attribute{
		"haproxy_version": renderkit.OptionalString("HAProxy version the file is for, one of " + renderkit.Words(haproxy.HAProxyVersions) +
			". Default `2.6`. A keyword that this version does not know is an error."),
		"rabbitmq_version": balancerkit.RabbitMQVersion,
	}
	for _, group := range []map[string]schema.Attribute{globalAttributes(), defaultsAttributes(), outputAttributes()} {
		for name, attribute := range group {
			attributes[name] = attribute
		}
	}
	return schema.Schema{MarkdownDescription: description, Attributes: attributes, Blocks: map[string]schema.Block{
		"log_target":   renderkit.Repeated("Where logs go. Default is nowhere.", logTarget()),
		"stats_socket": renderkit.AtMostOne("Socket of the runtime API, over which servers can be drained. Default is none.", statsSocket()),
		"listener":     renderkit.Repeated("What clients connect to; at least one.", listener()),
		"resolvers":    renderkit.AtMostOne("Nameservers that are asked for the servers' host names again and again while HAProxy runs. Without this block names are looked up at start only.", resolvers()),
		"stats": renderkit.AtMostOne("Statistics page, metrics and a health check of HAProxy itself. Without this block there are none; "+
			"`stats {}` gives all three on 127.0.0.1:8404.", stats()),
	}}
}

func globalAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"maxconn": renderkit.OptionalInt("Connections the process accepts at once, at least 1. Default `4096`."),
		"daemon":  renderkit.OptionalBool("Whether HAProxy goes to the background. Default `false`, as systemd and containers need it."),
		"hard_stop_after": renderkit.OptionalString("How long the old process may live on after a reload. Default is without limit, " +
			"and since AMQP connections last for days, so do old processes."),
		"nbthread":      renderkit.OptionalInt("Threads, at least 1. Default is one per core."),
		"user":          renderkit.OptionalString("Name of the user that the process becomes after start; a number belongs in `uid`. Default is the one it starts as."),
		"group":         renderkit.OptionalString("Name of the group that the process becomes after start; a number belongs in `gid`. Default is the one it starts as."),
		"uid":           renderkit.OptionalInt("Number of the user that the process becomes after start, from 0; in place of `user`."),
		"gid":           renderkit.OptionalInt("Number of the group that the process becomes after start, from 0; in place of `group`."),
		"chroot":        renderkit.OptionalString("Absolute path of the directory the process locks itself into. Default is none."),
		"pidfile":       renderkit.OptionalString("Absolute path of the file for the process ids. Default is none."),
		"ulimit_n":      renderkit.OptionalInt("File descriptors, at least 1. Default is what HAProxy works out from `maxconn`."),
		"spread_checks": renderkit.OptionalInt("By how many percent health checks may be off their interval, 0 to 50, so that not all go out at once. Default is HAProxy's `0`."),
		"extra_global":  renderkit.OptionalStrings("Further lines for the section `global`. Each is one directive; what it says is not checked, and it must hold no secret."),
	}
}

func defaultsAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"timeout_connect": renderkit.OptionalString("Longest wait for a server to accept a connection; `0` for no limit. Default `5s`."),
		"timeout_client": renderkit.OptionalString("Cuts a connection on which the client was silent for so long; `0` for never. Default `3h`. TCP keep-alive does not count as traffic, " +
			"AMQP heartbeats do; many producers send none, so keep it long."),
		"timeout_server": renderkit.OptionalString("Cuts a connection on which the server was silent for so long; `0` for never. Default `3h`; see `timeout_client`."),
		"timeout_check":  renderkit.OptionalString("Longest wait for the answer to a health check of kind `http` or `amqp`. Default `3s`; without such a check, none is set."),
		"timeout_queue":  renderkit.OptionalString("Longest wait for a free slot of a server with `maxconn`. Default is `timeout_connect`."),
		"heartbeat":      balancerkit.Heartbeat,
		"retries":        renderkit.OptionalInt("Further attempts to connect to a server, 0 to 100. Default `3`."),
		"redispatch":     renderkit.OptionalBool("Whether the last attempt may go to another server. Default `true`."),
		"dontlognull":    renderkit.OptionalBool("Whether connections without any data, such as port probes, stay out of the log. Default `true`."),
		"tcplog":         renderkit.OptionalBool("Whether each connection is logged with its timers and how it ended; for `management` each request. Default `true`; needs a `log_target`."),
		"extra_defaults": renderkit.OptionalStrings("Further lines for the section `defaults`. Each is one directive; what it says is not checked, and it must hold no secret."),
	}
}

func logTarget() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"address":  renderkit.RequiredString("`stdout`, `stderr`, an absolute socket path such as `/dev/log`, or `HOST:PORT` of a syslog server."),
		"format":   renderkit.OptionalString("`rfc3164`, `rfc5424`, `short` or `raw`. Default `raw` for stdout and stderr, else HAProxy's own, `rfc3164`."),
		"facility": renderkit.OptionalString("Syslog facility. Default `local0`."),
	}}
}

func statsSocket() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"path":  schema.StringAttribute{Optional: true, MarkdownDescription: "Absolute path; must be given."},
		"mode":  renderkit.OptionalString("File mode, three or four octal digits. Default `660`."),
		"level": renderkit.OptionalString("`user`, `operator` or `admin`. Default `operator`; draining a server needs `admin`."),
		"user":  renderkit.OptionalString("Name of the socket's owner; a number belongs in `uid`. Default is the user HAProxy starts as."),
		"group": renderkit.OptionalString("Name of the socket's group; a number belongs in `gid`. Default is the group HAProxy starts as."),
		"uid":   renderkit.OptionalInt("Number of the socket's owner, from 0; in place of `user`."),
		"gid":   renderkit.OptionalInt("Number of the socket's group, from 0; in place of `group`."),
	}}
}

func stats() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"uri":        renderkit.OptionalString("Path of the page. Default `/`."),
		"realm":      renderkit.OptionalString("Name a browser shows when it asks for the password; without `\"`. Default is HAProxy's own."),
		"username":   renderkit.OptionalString("User name for the page; without a colon, and together with `password`."),
		"password":   renderkit.SecretString("Password for the page. The text then holds it and is in `config_sensitive` only."),
		"refresh":    renderkit.OptionalString("Makes the page reload itself after so many whole seconds, such as `5s`. Default is not at all."),
		"admin":      renderkit.OptionalBool("Whether servers can be drained and stopped from the page. Default `false`; needs `username` and `password`."),
		"prometheus": renderkit.OptionalBool("Whether `/metrics` gives figures to Prometheus, without a password. Default `true`; needs a HAProxy built with the exporter, as packages are."),
		"healthz": renderkit.OptionalBool("Whether `/healthz` answers, without a password: 200 while every listener has a usable server, else 503. Default `true`. " +
			"For a virtual address in front of several HAProxy."),
	}, Blocks: map[string]schema.Block{
		"bind": renderkit.Repeated("Address to listen on. Default is 127.0.0.1, port 8404.", bind("127.0.0.1", "`8404`")),
	}}
}

func outputAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"config": renderkit.ComputedString("Text of haproxy.cfg. Null when a `password` is given, since it would hold it: " +
			"then use `config_sensitive`, or `authorization_env` in place of the password of a check."),
		"config_sensitive": renderkit.ComputedSecret("Text of haproxy.cfg, always set and never shown in a plan."),
		"config_sha256":    renderkit.ComputedString("SHA-256 of the text in hexadecimal, to trigger a reload with. It covers passwords in the text too, so let them be long."),
		"endpoints":        balancerkit.Endpoints,
		"server_names":     renderkit.ComputedStrings("Servers as `LISTENER/SERVER`, which is how the runtime API's `set server` calls them."),
		"warnings":         balancerkit.Warnings,
	}
}
