package haproxyconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

func server() renderkit.Parts {
	const override = " Default is the listener's."
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"name": renderkit.RequiredString("Name of the server: " + nameRule + ". Unique in the listener. HAProxy permits no `@`: of the node `rabbit@rabbit1` use `rabbit1`."),
		"address": renderkit.RequiredString("IPv4 address, IPv6 address without brackets, or host name. HAProxy looks a host name up at start only, unless there is a block `resolvers`; a server whose name " +
			"is not found then stays down and the others work."),
		"port":     renderkit.OptionalInt("Port, 1 to 65535. Default is that of what the server is spoken to in: where HAProxy ends TLS, the plain protocol's. Either all servers of a listener name theirs, or none does."),
		"weight":   renderkit.OptionalInt("Share of the connections, 0 to 256; 0 takes no new ones. Default is HAProxy's `1`."),
		"maxconn":  renderkit.OptionalInt("Connections at once, 0 for no limit. Default is no limit."),
		"backup":   renderkit.OptionalBool("Whether the server is used only while no other is up. Default `false`."),
		"disabled": renderkit.OptionalBool("Whether the server starts in maintenance, with no connections at all. Default `false`."),
		"drained": renderkit.OptionalBool("Whether the server keeps the connections it has and gets no new ones, as a weight of 0 does. Default `false`. " +
			"`being_drained` of a node of `rabbitmqha_cluster` fits."),
		"check_port":          balancerkit.CheckPort,
		"check_address":       renderkit.OptionalString("IPv4 address, or IPv6 address without brackets, that the check of this server goes to. Default is the server's `address`."),
		"check_interval":      renderkit.OptionalString("Time between two checks of this server." + override),
		"check_fast_interval": renderkit.OptionalString("Time between two checks while the state of this server is changing." + override),
		"check_down_interval": renderkit.OptionalString("Time between two checks while this server is down." + override),
		"check_rise":          renderkit.OptionalInt("Successful checks in a row that bring this server up, at least 1." + override),
		"check_fall":          renderkit.OptionalInt("Failed checks in a row that take this server down, at least 1." + override),
		"cookie": renderkit.OptionalString("Value of the listener's `cookie` that brings a client back to this server: 1 to 64 letters, digits and signs without blanks, commas, semicolons, quotes, `~`, `|` and backslashes. " +
			"Default is the server's name where the listener has a block `cookie`. Only a `backup` may share it with another server."),
		"source": renderkit.OptionalString("Where connections to this server come from: `10.0.0.5`, `10.0.0.5:20000-29999`, `[2001:db8::5]:20000-29999`, or `*:20000-29999` for ports alone. " +
			"Each port carries one connection at a time; ranges of several servers may overlap. Default is what the kernel chooses. For the client's own address use `send_proxy`."),
		"observe":     renderkit.OptionalString("Errors in the clients' traffic that count in addition to the health check, one of " + renderkit.Words(haproxy.Observations) + ": of connections, or also of requests, which only the protocol `management` has. Default is none."),
		"error_limit": renderkit.OptionalInt("Errors in a row, at least 1, after which `on_error` happens. Default is HAProxy's `10`; needs `observe`."),
		"on_error":    renderkit.OptionalString("What happens then, one of " + renderkit.Words(haproxy.ErrorActions) + ": more frequent checks, one failed check, a state in which one failed check takes the server down, or the server is down. Default is HAProxy's `fail-check`; needs `observe`."),
		"minconn":     renderkit.OptionalInt("Connections at once while the listener has little to do, at least 1 and below `maxconn`; the limit grows up to `maxconn` with the load. Default is `maxconn`."),
		"maxqueue":    renderkit.OptionalInt("Connections that may wait for `maxconn` of this server before further ones go to another, 0 for no limit. Default is no limit; needs `maxconn`."),
		"extra":       renderkit.OptionalStrings("Further words for the line of this server, such as `tcp-ut 30s`. Each is one keyword with its values, without quotes, backslashes, `#` and `$`; what it says is not checked, and it must hold no secret."),
	}, Blocks: map[string]schema.Block{
		"agent_check": renderkit.AtMostOne("Agent on the server's machine or elsewhere that tells HAProxy whether the server is in use, and its share: `drain`, `maint`, `ready`, `down`, `up`, `75%`. "+
			"It is asked in addition to the health check, and a server is up where both say so. An agent that does not answer changes nothing.", agentCheck()),
	}}
}

func agentCheck() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"port":     renderkit.OptionalInt("Port that the agent listens on, 1 to 65535; must be given."),
		"address":  renderkit.OptionalString("IPv4 address, IPv6 address without brackets, or host name of the agent. Default is `check_address`, or the server's `address`. HAProxy looks a host name up when it starts, and does not start where it is not found."),
		"interval": renderkit.OptionalString("Time between two questions. Default `2s`."),
		"send":     renderkit.OptionalString("What HAProxy says to the agent, such as `\"rabbit1\\n\"`; many agents wait for the line break. Default is nothing."),
	}}
}

func cookie() renderkit.Parts {
	const inserted = " Only with mode `insert`."
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"name":       renderkit.OptionalString("Name of the cookie: 1 to 64 letters, digits and signs without blanks, commas, semicolons, colons, slashes, quotes, brackets and backslashes; must be given."),
		"mode":       renderkit.OptionalString("Where the cookie comes from, one of " + renderkit.Words(haproxy.CookieModes) + ": HAProxy makes one of its own, changes the value of one that the server makes, or puts its value in front of the server's. Default `insert`."),
		"indirect":   renderkit.OptionalBool("Whether the cookie is kept from the server, and sent only to clients that do not have it. Default `true`." + inserted),
		"nocache":    renderkit.OptionalBool("Whether caches are kept from storing an answer that sets the cookie. Default `true`." + inserted),
		"httponly":   renderkit.OptionalBool("Whether the cookie is kept from scripts (`HttpOnly`). Default `true`." + inserted),
		"secure":     renderkit.OptionalBool("Whether browsers send the cookie over TLS only (`Secure`). Default `false`." + inserted),
		"postonly":   renderkit.OptionalBool("Whether only answers to POST requests set the cookie. Default `false`." + inserted),
		"preserve":   renderkit.OptionalBool("Whether a cookie of this name that the server sets is left alone. Default `false`." + inserted),
		"domains":    renderkit.OptionalStrings("Domains for which browsers send the cookie, such as `.example.org`. Default is the host that the client asked." + inserted),
		"max_idle":   renderkit.OptionalString("Time without a request, in whole seconds, after which the cookie has no effect. Default is no limit." + inserted),
		"max_life":   renderkit.OptionalString("Time since its first request, in whole seconds, after which the cookie has no effect. Default is no limit." + inserted),
		"attributes": renderkit.OptionalStrings("Further attributes of the cookie, such as `SameSite=Lax`." + inserted),
	}}
}
