package haproxyconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

const nameRule = "1 to 64 letters, digits, underscores, dots, colons and hyphens"

func listener() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"name": renderkit.RequiredString("Name of the listener: " + nameRule + ". Unique; `stats` is taken where there is a statistics page."),
		"protocol": renderkit.OptionalString("What clients speak, one of " + renderkit.Words(loadbalancer.Protocols) + ". Default `amqp`, which is AMQP 0-9-1 and 1.0. It gives the default port: " + ports() + ". " +
			"TLS is passed through to the broker unless the block `tls` says otherwise; `management` is balanced by request. Stream clients have to reach the very node that leads their stream, " +
			"so that behind a balancer they need an address resolver: Terraform warns of it."),
		"send_proxy": renderkit.OptionalString("Header that tells the broker the client's address, one of " + renderkit.Words(haproxy.SendProxies) + ". Default `none`. The brokers need `proxy_protocol = true` " +
			"(`mqtt.proxy_protocol`, `stomp.proxy_protocol`; for streams in advanced.config), and then refuse connections without it."),
		"allowed_sources":         renderkit.OptionalStrings("IP addresses and networks, such as `10.0.0.0/8`, that may connect; everybody else is refused. Default is everybody."),
		"balance":                 renderkit.OptionalString("How a server is chosen, one of " + renderkit.Words(haproxy.Balances) + ". Default `leastconn`, since AMQP connections are long; for `management` `roundrobin`."),
		"on_marked_down_shutdown": renderkit.OptionalBool("Whether the sessions of a server end when its check fails, so that clients reconnect to a live node at once. Default `true`."),
		"slowstart": renderkit.OptionalString("How long a server that came back gets less than its share; more than the check's interval, `0` for not at all. " +
			"Default `30s` where `balance` is `roundrobin`, `leastconn` or `random` and the interval is below; other algorithms know no slow start."),
		"maxconn": renderkit.OptionalInt("Connections this listener accepts at once, at least 1. Default is the one of the process."),
		"extra":   renderkit.OptionalStrings("Further lines for this section. Each is one directive; what it says is not checked, and it must hold no secret."),
	}, Blocks: map[string]schema.Block{
		"bind": renderkit.Repeated("Address to listen on. Default is every IPv4 address, on the protocol's port.", listenerBind()),
		"tcp_keepalive": renderkit.AtMostOne("TCP keep-alive, which finds peers that vanished without a word. It does not hold a connection open "+
			"against `timeout_client` and `timeout_server`.", keepAlive()),
		"check":  balancerkit.CheckBlock(check()),
		"cookie": renderkit.AtMostOne("Cookie that brings each client back to the server that it had, as long as that is up. Only for the protocol `management`: HAProxy sees no cookies in others.", cookie()),
		"tls":    balancerkit.TLSBlock(tlsBlock()),
		"server": balancerkit.ServerBlock(server()),
	}}
}

func bind(address, port string) renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"address": renderkit.OptionalString("IPv4 address, IPv6 address without brackets, or `*` for every IPv4 address. Default `" + address + "`."),
		"port":    renderkit.OptionalInt("Port, 1 to 65535. Default is " + port + "."),
	}}
}

func listenerBind() renderkit.Parts {
	parts := bind("*", "the protocol's; with `tls` false, that of the protocol without TLS")
	parts.Attributes["tls"] = renderkit.OptionalBool("Whether TLS ends at this address; `false` takes clients without TLS for the same servers. Only where the block `tls` has mode `terminate`. Default `true` there.")
	return parts
}

func keepAlive() renderkit.Parts {
	const tuning = " in whole seconds up to `32767s`. Default is the kernel's; needs HAProxy 2.3."
	const countRule = ", 1 to 127. Default is the kernel's; needs HAProxy 2.3."
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"enabled":         renderkit.OptionalBool("Whether it is on, towards clients and servers. Default `true`."),
		"client_idle":     renderkit.OptionalString("Silence of a client before the first probe," + tuning + " Linux waits two hours."),
		"client_interval": renderkit.OptionalString("Time between two probes of a client," + tuning),
		"client_count":    renderkit.OptionalInt("Unanswered probes after which a client is gone" + countRule),
		"server_idle":     renderkit.OptionalString("Silence of a server before the first probe," + tuning + " Linux waits two hours."),
		"server_interval": renderkit.OptionalString("Time between two probes of a server," + tuning),
		"server_count":    renderkit.OptionalInt("Unanswered probes after which a server is gone" + countRule),
	}}
}

func check() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"kind": renderkit.OptionalString("One of " + renderkit.Words(haproxy.CheckKinds) + ". Default `http`: a request to the management listener, which detects a frozen broker, and is not logged. " +
			"`amqp` sends a protocol header and also detects a frozen broker, but writes three lines into the broker's log each time. `tcp` only connects: " +
			"a frozen broker stays up. `none` never takes a server down."),
		"interval":      renderkit.OptionalString("Time between two checks. Default `5s`."),
		"fast_interval": renderkit.OptionalString("Time between two checks while the state is changing. Default `1s`; where `interval` is given, as that."),
		"down_interval": renderkit.OptionalString("Time between two checks of a server that is down. Default `2s`; where `interval` is given, as that."),
		"rise":          renderkit.OptionalInt("Successful checks in a row that bring a server up, at least 1. Default `2`."),
		"fall":          renderkit.OptionalInt("Failed checks in a row that take a server down, at least 1. Default `3`."),
		"port":          renderkit.OptionalInt("Port the check goes to, 1 to 65535. Default for `http` is `15672`, else the server's own. A server's `check_port` comes first."),
		"path":          balancerkit.CheckPath,
		"expect_status": balancerkit.ExpectStatus,
		"host_header":   balancerkit.HostHeader,
		"username":      renderkit.OptionalString("User of the broker for paths that need one; any management tag will do. Together with `password`."),
		"password":      renderkit.SecretString("Password of that user. The text then holds it and is in `config_sensitive` only."),
		"authorization_env": renderkit.OptionalString("Instead of both: name of an environment variable of HAProxy that holds base64 of `USERNAME:PASSWORD`. " +
			"Keeps the secret out of the text and the state. Where the variable is not set, HAProxy sends an empty one and servers go down."),
		"send_proxy": renderkit.OptionalBool("Whether a check of kind `amqp` begins with the header of the listener's `send_proxy`, and so sees whether brokers expect it. " +
			"Default `true` where the listener has one. RabbitMQ before 3.11.19 and 3.12.1 drops such a check."),
	}, Blocks: map[string]schema.Block{
		"tls": renderkit.AtMostOne("Makes the check speak TLS; the default port of an `http` check is then `15671`.", checkTLSBlock()),
	}}
}
