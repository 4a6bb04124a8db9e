package haproxyconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

const nameRule = "1 to 64 letters, digits, underscores, dots, colons and hyphens"

func listener() parts {
	return parts{attributes: map[string]schema.Attribute{
		"name": requiredString("Name of the listener: " + nameRule + ". Unique; `stats` is taken where there is a statistics page."),
		"protocol": optionalString("What clients speak, one of " + words(haproxy.Protocols) + ". Default `amqp`. It gives the default port (5672, 5671, 15672). " +
			"TLS of `amqps` is passed through to the broker; `management` is balanced by request, and in plain HTTP."),
		"balance":                 optionalString("How a server is chosen, one of " + words(haproxy.Balances) + ". Default `leastconn`, since AMQP connections are long; for `management` `roundrobin`."),
		"on_marked_down_shutdown": optionalBool("Whether the sessions of a server end when its check fails, so that clients reconnect to a live node at once. Default `true`."),
		"slowstart": optionalString("How long a server that came back gets less than its share; more than the check's interval, `0` for not at all. " +
			"Default `30s` where `balance` is `roundrobin`, `leastconn` or `random` and the interval is below; other algorithms know no slow start."),
		"maxconn": optionalInt("Connections this listener accepts at once, at least 1. Default is the one of the process."),
		"extra":   optionalLines("Further lines for this section. Each is one directive; what it says is not checked, and it must hold no secret."),
	}, blocks: map[string]schema.Block{
		"bind": repeated("Address to listen on. Default is every IPv4 address, on the protocol's port.", bind("*", "the protocol's")),
		"tcp_keepalive": atMostOne("TCP keep-alive, which finds peers that vanished without a word. It does not hold a connection open "+
			"against `timeout_client` and `timeout_server`.", keepAlive()),
		"check": atMostOne("How servers are probed. Default is kind `http` with everything at its default.", check()),
		"server": repeated("Broker node; at least one that is no backup, not disabled and of a weight above 0. "+
			"`dynamic \"server\"` makes one of each node of `rabbitmqha_cluster`.", server()),
	}}
}

func bind(address, port string) parts {
	return parts{attributes: map[string]schema.Attribute{
		"address": optionalString("IPv4 address, IPv6 address without brackets, or `*` for every IPv4 address. Default `" + address + "`."),
		"port":    optionalInt("Port, 1 to 65535. Default is " + port + "."),
	}}
}

func keepAlive() parts {
	const tuning = " in whole seconds up to `32767s`. Default is the kernel's; needs HAProxy 2.3."
	const countRule = ", 1 to 127. Default is the kernel's; needs HAProxy 2.3."
	return parts{attributes: map[string]schema.Attribute{
		"enabled":         optionalBool("Whether it is on, towards clients and servers. Default `true`."),
		"client_idle":     optionalString("Silence of a client before the first probe," + tuning + " Linux waits two hours."),
		"client_interval": optionalString("Time between two probes of a client," + tuning),
		"client_count":    optionalInt("Unanswered probes after which a client is gone" + countRule),
		"server_idle":     optionalString("Silence of a server before the first probe," + tuning + " Linux waits two hours."),
		"server_interval": optionalString("Time between two probes of a server," + tuning),
		"server_count":    optionalInt("Unanswered probes after which a server is gone" + countRule),
	}}
}

func check() parts {
	return parts{attributes: map[string]schema.Attribute{
		"kind": optionalString("One of " + words(haproxy.CheckKinds) + ". Default `http`: a request to the management listener, seen by a frozen broker and not logged by it. " +
			"`amqp` sends a protocol header and sees a frozen broker too, but writes three lines into the broker's log each time. `tcp` only connects: " +
			"a frozen broker stays up. `none` never takes a server down."),
		"interval":      optionalString("Time between two checks. Default `5s`."),
		"fast_interval": optionalString("Time between two checks while the state is changing. Default `1s`; where `interval` is given, as that."),
		"down_interval": optionalString("Time between two checks of a server that is down. Default `2s`; where `interval` is given, as that."),
		"rise":          optionalInt("Successful checks in a row that bring a server up, at least 1. Default `2`."),
		"fall":          optionalInt("Failed checks in a row that take a server down, at least 1. Default `3`."),
		"port":          optionalInt("Port the check goes to, 1 to 65535. Default for `http` is `15672`, else the server's own. A server's `check_port` comes first."),
		"path": optionalString("Path of the request of an `http` check. Default `/api/health/checks/ready-to-serve-clients` (RabbitMQ 4.1.1 and later, no password), else `/`. " +
			"Checks that speak for the whole cluster, such as `node-is-quorum-critical` and `alarms`, are refused: one node in trouble would take all servers down."),
		"expect_status": optionalInt("HTTP status that means healthy, 100 to 599. Default `200`."),
		"host_header":   optionalString("Host of the request. Default `rabbitmq`."),
		"username":      optionalString("User of the broker for paths that need one; any management tag will do. Together with `password`."),
		"password":      secretString("Password of that user. The text then holds it and is in `config_sensitive` only."),
		"authorization_env": optionalString("Instead of both: name of an environment variable of HAProxy that holds base64 of `USERNAME:PASSWORD`. " +
			"Keeps the secret out of the text and the state. Where the variable is not set, HAProxy sends an empty one and servers go down."),
	}}
}

func server() parts {
	const override = " Default is the listener's."
	return parts{attributes: map[string]schema.Attribute{
		"name": requiredString("Name of the server: " + nameRule + ". Unique in the listener. HAProxy permits no `@`: of the node `rabbit@rabbit1` use `rabbit1`."),
		"address": requiredString("IPv4 address, IPv6 address without brackets, or host name. HAProxy looks a host name up at start only; a server whose name " +
			"is not found then stays down and the others work."),
		"port":                optionalInt("Port, 1 to 65535. Default is the protocol's."),
		"weight":              optionalInt("Share of the connections, 0 to 256; 0 takes no new ones. Default is HAProxy's `1`."),
		"maxconn":             optionalInt("Connections at once, 0 for no limit. Default is no limit."),
		"backup":              optionalBool("Whether the server is used only while no other is up. Default `false`."),
		"disabled":            optionalBool("Whether the server starts in maintenance. Default `false`."),
		"check_port":          optionalInt("Port the check of this server goes to, 1 to 65535." + override),
		"check_interval":      optionalString("Time between two checks of this server." + override),
		"check_fast_interval": optionalString("Time between two checks while the state of this server is changing." + override),
		"check_down_interval": optionalString("Time between two checks while this server is down." + override),
		"check_rise":          optionalInt("Successful checks in a row that bring this server up, at least 1." + override),
		"check_fall":          optionalInt("Failed checks in a row that take this server down, at least 1." + override),
	}}
}
