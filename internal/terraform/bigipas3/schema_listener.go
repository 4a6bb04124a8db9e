package bigipas3

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/as3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

const pathExample = ", such as `/Common/rabbitmq`. It has to be on the BIG-IP already."

func listener() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"name": renderkit.RequiredString("Name of the listener and of its virtual server: 1 to 64 letters, digits, underscores, dots and hyphens, a letter first and no hyphen last. " +
			"Unique, and so are the names made from it: `NAME_pool`, `NAME_check_tcp`, `NAME_check_http`, `NAME_tcp_ingress`, `NAME_tcp_egress`."),
		"protocol": renderkit.OptionalString("What clients speak, one of " + renderkit.Words(loadbalancer.Protocols) + ". Default `amqp`, which is AMQP 0-9-1 and 1.0. It gives the default port. " +
			"TLS is passed through to the broker unless the block `tls` says otherwise. Stream clients have to reach the very node that leads their stream: Terraform warns of it."),
		"balance": renderkit.OptionalString("How a server is chosen, one of " + renderkit.Words(as3.Balances) + ". Default `leastconn` (AS3's least-connections-member), since AMQP connections are long; " +
			"for `management` `roundrobin`. Where a server has a `weight`, their forms with ratios are used. Persistence is always off."),
		"on_marked_down_shutdown": renderkit.OptionalBool("Whether the sessions of a server end when its check fails (`serviceDownAction` `reset`), so that clients reconnect to a live node at once. Default `true`; " +
			"a BIG-IP left to itself lets them hang."),
		"slowstart":       renderkit.OptionalString("How long a server that came back gets less than its share, at most `900s`, `0` for not at all. Default `30s`."),
		"maxconn":         renderkit.OptionalInt("Connections that each virtual server of this listener accepts at once, at least 1. Default is no limit."),
		"allowed_sources": renderkit.OptionalStrings("IP addresses and networks, such as `10.0.0.0/8`, that may connect. Default is everybody."),
	}, Blocks: map[string]schema.Block{
		"bind": renderkit.Repeated("Virtual address and port; at least one, since a BIG-IP answers for virtual addresses only.", bind()),
		"tcp_keepalive": renderkit.AtMostOne("TCP keep-alive, which finds peers that vanished without a word. It is always on; a BIG-IP left to itself probes every 30 minutes, "+
			"after it has cut the connection.", keepAlive()),
		"check":  balancerkit.CheckBlock(check()),
		"tls":    balancerkit.TLSBlock(tls()),
		"server": balancerkit.ServerBlock(server()),
	}}
}

func bind() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"address": renderkit.OptionalString("IPv4 address, or IPv6 address without brackets; must be given."),
		"port":    renderkit.OptionalInt("Port, 1 to 65535. Default is the protocol's."),
	}}
}

func keepAlive() renderkit.Parts {
	const rule = ", less than the time-out of that side. Default `60s`, or half of a time-out up to 60s."
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"client_interval": renderkit.OptionalString("Time between two probes of an idle client" + rule),
		"server_interval": renderkit.OptionalString("Time between two probes of an idle server" + rule),
	}}
}

func tls() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"client_ssl_profile": renderkit.OptionalString("Path of the client SSL profile, with the certificate" + pathExample + " With one, TLS of the clients ends on the BIG-IP, " +
			"and servers are spoken to in plain text."),
		"server_ssl_profile": renderkit.OptionalString("Path of a server SSL profile" + pathExample + " With one, the BIG-IP speaks TLS to the servers. Not for TLS that is passed through."),
	}}
}

func check() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"kind": renderkit.OptionalString("One of " + renderkit.Words(as3.CheckKinds) + ". Default `http`: a request to the management listener and a connection to the server's own port, " +
			"both of which must succeed; it detects a frozen broker, and is not logged. `tcp` only connects: a frozen broker stays up. `none` never takes a server down. " +
			"A BIG-IP has no monitor for AMQP itself."),
		"interval":      renderkit.OptionalString("Time between two checks, `1s` to `1h`. Default `5s`."),
		"rise":          renderkit.OptionalInt("Successful checks in a row that bring a server up, at least 1. Default `2`. AS3 is given the time that they take, at most 1800 s."),
		"fall":          renderkit.OptionalInt("Failed checks in a row that take a server down, at least 1. Default `3`. AS3 is given the time that they take and one second, at most 900 s."),
		"port":          renderkit.OptionalInt("Port the check goes to, 1 to 65535. Default for `http` is `15672`, with TLS `15671`, else the server's own. A server's `check_port` comes first."),
		"path":          balancerkit.CheckPath,
		"expect_status": balancerkit.ExpectStatus,
		"host_header":   balancerkit.HostHeader,
		"username":      renderkit.OptionalString("User of the broker for paths that need one; any management tag will do. Letters, digits and `_.@+-`. Together with `password`."),
		"password":      renderkit.SecretString("Password of that user. The declaration then holds it and is in the outputs that end with `_sensitive` only."),
	}, Blocks: map[string]schema.Block{
		"tls": renderkit.AtMostOne("Makes the check speak TLS to the management listener; its default port is then `15671`.", renderkit.Parts{Attributes: map[string]schema.Attribute{
			"server_ssl_profile": renderkit.OptionalString("Path of a server SSL profile" + pathExample + " Without one, any certificate is taken."),
		}}),
	}}
}

func server() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"name": renderkit.RequiredString("Name of the server: 1 to 64 letters, digits, underscores, dots, colons and hyphens. Unique in the listener. It becomes the remark of the pool's member. " +
			"No `@` is permitted: of the node `rabbit@rabbit1` use `rabbit1`."),
		"address":    renderkit.RequiredString("IPv4 address, IPv6 address without brackets, or host name, which the BIG-IP looks up again whenever its DNS record runs out."),
		"port":       renderkit.OptionalInt("Port, 1 to 65535. Default is that of what the server is spoken to in: where the BIG-IP ends TLS, the plain protocol's. Either all servers of a listener name theirs, or none does."),
		"weight":     renderkit.OptionalInt("Share of the connections, 0 to 100; 0 takes no new ones. Default is `1`."),
		"maxconn":    renderkit.OptionalInt("Connections at once, 0 for no limit. Default is no limit."),
		"backup":     renderkit.OptionalBool("Whether the server is used only while no other is up (`priorityGroup`). Default `false`."),
		"disabled":   renderkit.OptionalBool("Whether the server is in maintenance, with no connections at all (`adminState` `offline`). Default `false`."),
		"drained":    renderkit.OptionalBool("Whether the server keeps the connections it has and gets no new ones, as a weight of 0 does (`adminState` `disable`). Default `false`. `being_drained` of a node of `rabbitmqha_cluster` fits."),
		"check_port": balancerkit.CheckPort,
	}}
}
