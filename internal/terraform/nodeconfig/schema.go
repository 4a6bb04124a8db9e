package nodeconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

const description = `Renders what goes onto each machine of a RabbitMQ cluster before its first boot: ` + "`rabbitmq.conf`" + `, ` + "`advanced.config`" + ` and the other
files, and the ports to open. Nothing is installed and no node is asked; copy the texts with what sets your machines up.

One key that a node does not know, or one value that it cannot read, stops it from booting. Every key is therefore checked against what
the RabbitMQ of ` + "`rabbitmq_version`" + ` knows, by the schemas of all its releases from 3.8.0 to 4.3.6; a later version is taken to know what 4.3.6 does.

The Erlang cookie is in none of the files. What this data source does not write stays at the broker's own default.`

func dataSourceSchema() schema.Schema {
	attributes := map[string]schema.Attribute{}
	for _, group := range []map[string]schema.Attribute{clusterAttributes(), brokerAttributes(), machineAttributes(), outputAttributes()} {
		for name, attribute := range group {
			attributes[name] = attribute
		}
	}
	return schema.Schema{MarkdownDescription: description, Attributes: attributes, Blocks: map[string]schema.Block{
		"node": renderkit.Repeated("Member of the cluster: nodes that have never started find each other by this list, and form the cluster automatically. "+
			"Without one, nothing is said of a cluster. The block also takes listeners, files, variables and settings that only this node has; `files` has the result for each node.", node()),
		"listener": repeated("Address that clients connect to. A protocol without one listens on the broker's default port: AMQP always, the others where their plugin is enabled.", listener()),
		"tls":      renderkit.AtMostOne("Certificate of all listeners that speak TLS, as files on the nodes. They must be there, readable to the broker, when it starts.", renderkit.Parts{Attributes: tls()}),
		"inter_node_tls": renderkit.AtMostOne("TLS between nodes, and between nodes and command line tools. All nodes need it or none: one with it and one without do not reach each other, "+
			"so it cannot be turned on node by node. The settings are in a file of their own, which is among `files` only.", renderkit.Parts{Attributes: interNodeTLS()}),
		"advanced": repeated("Setting of `advanced.config`, for what `rabbitmq.conf` has no key for. Whether the node knows it is not checked.", advanced()),
	}}
}

func clusterAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"rabbitmq_version": renderkit.RequiredString("RabbitMQ version that reads the files, such as `4.3.6`. While a cluster is upgraded node by node, the oldest. With two numbers, as in `4.3`, the first release of the series."),
		"cluster_name":     renderkit.OptionalString("Name of the cluster. Default is the name of its first node."),
		"target_cluster_size_hint": renderkit.OptionalInt("Members of the finished cluster, at least 1. Default is the number of `node` blocks. " +
			"RabbitMQ 3.8.24, 3.9.9 and later; below it is left out."),
		"cluster_partition_handling": renderkit.OptionalString("How nodes react to a network partition, one of " + renderkit.Words(rabbitmqconf.PartitionHandlings) +
			". Default is `pause_minority` for three nodes or more before RabbitMQ 4.3, which has no use for it, and else the broker's own."),
	}
}

func brokerAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"default_user": renderkit.OptionalString("Administrator that the first boot creates in the place of `guest`. Together with `default_pass`."),
		"default_pass": renderkit.SecretString("Password of that user. The text then holds it and is in `rabbitmq_conf_sensitive` only. Not every password can be written: " +
			"before RabbitMQ 3.13.7 none with `#`, from 4.0 on none with `:`, and none with `$(` before a `)`, where nodes put in something else."),
		"default_queue_type": renderkit.OptionalString("Type of queues declared without one, one of " + renderkit.Words(rabbitmqconf.QueueTypes) + ". Default is `classic`. RabbitMQ 3.12.14, 3.13.3 and later."),
		"loopback_users":     renderkit.OptionalStrings("Users that may log in from the node's own machine only; `[]` for none. Default is `[\"guest\"]`."),
		"deprecated_features": optionalMap(types.BoolType, "Whether a deprecated feature may still be used, by its name, such as `transient_nonexcl_queues`. "+
			"Default is as the version has it. RabbitMQ 3.13 and later."),
		"heartbeat":   renderkit.OptionalInt("Heartbeat that the broker proposes to clients in seconds, 0 to 65535; 0 means none. Default `60`."),
		"channel_max": renderkit.OptionalInt("Channels on one connection, 0 to 65535; 0 means no limit. Default `2047`."),
		"vm_memory_high_watermark": renderkit.OptionalString("Where publishers are held up: a share of the machine's memory above 0 and at most 1, such as `\"0.6\"`, or an amount such as `\"4GB\"`. " +
			"A share has a decimal point and stands in quotes. Default `0.4`, from RabbitMQ 4.0 on `0.6`."),
		"disk_free_limit": renderkit.OptionalString("Free disk space below which publishers are held up: a multiple of the machine's memory, such as `\"1.0\"`, or an amount such as `\"5GB\"`. " +
			"Default `50MB`, with which a disk can fill up before anybody looks."),
		"proxy_protocol": renderkit.OptionalBool("Whether listeners for messages expect the PROXY protocol, v1 or v2, of every connection. Default `false`."),
		"settings": optionalMap(types.StringType, "Any further lines of `rabbitmq.conf`, by key. A key that no version knows is an error, unless `plugins` names a plugin that does not come with RabbitMQ "+
			"and may define it. Two keys that end in one setting are an error, here or together with an attribute, and so are values in double quotes, which the broker takes for a part of them. "+
			"Keys of paths may have environment variables of the node in their values, as in `$(SITE_ROOT)/definitions.json`. Keys of secrets are refused."),
		"settings_sensitive": sensitiveSettings(),
	}
}

func sensitiveSettings() schema.MapAttribute {
	attribute := optionalMap(types.StringType, "Further lines whose values are secret, such as `ssl_options.password`. The text then holds them and is in `rabbitmq_conf_sensitive` only.")
	attribute.Sensitive = true
	return attribute
}

func machineAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"plugins":           renderkit.OptionalStrings("Plugins to enable. Default `[\"rabbitmq_management\"]`, which this provider needs for everything else."),
		"distribution_port": renderkit.OptionalInt("Port on which nodes talk to each other, 1 to 65535. Default `25672`."),
		"environment": optionalMap(types.StringType, "Further variables of `rabbitmq-env.conf` on every node, by name without `RABBITMQ_`, such as `SERVER_ADDITIONAL_ERL_ARGS` "+
			"or `PLUGINS_DIR`: those that the scripts of this version read, those of Erlang, such as `ERL_EPMD_PORT`, and those that a path has in `$( )`. Any other is an error, and so is one that "+
			"follows from another attribute. Values are text, in which the shell replaces nothing. They must hold no secret."),
		"limit_nofile": renderkit.OptionalInt("Files and sockets that a node may have open, at least 1024: one for each connection, and more. Default `64000`."),
	}
}

func listener() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"protocol": renderkit.RequiredString("One of " + renderkit.Words(rabbitmqconf.Protocols) + ". All but AMQP need their plugin; those over TLS need the block `tls`. Streams need RabbitMQ 3.9."),
		"address":  renderkit.OptionalString("IPv4 address, or IPv6 address without brackets. Default is every address of the machine."),
		"port":     renderkit.OptionalInt("Port, 1 to 65535. Default is the protocol's."),
	}
}

const variablePath = "From RabbitMQ 3.8.13 on it may have environment variables of the node in it, as in `$(SITE_ROOT)/cert.pem`."

func tls() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"certfile":             renderkit.OptionalString("Absolute path of the certificate; must be given. " + variablePath),
		"keyfile":              renderkit.OptionalString("Absolute path of its key; must be given. " + variablePath),
		"cacertfile":           renderkit.OptionalString("Absolute path of the authorities' certificates, for the chain and for `verify_peer`. " + variablePath + " Default is none."),
		"verify":               renderkit.OptionalString("`verify_peer` to check certificates of clients, or `verify_none`. Default `verify_none`. For messages only, not for management and metrics."),
		"fail_if_no_peer_cert": renderkit.OptionalBool("Whether clients without a certificate are refused; needs `verify_peer`. Default `false`."),
		"versions":             renderkit.OptionalStrings("TLS versions allowed, of " + renderkit.Words(rabbitmqconf.TLSVersions) + ". Default is the broker's."),
		"only":                 renderkit.OptionalBool("Whether listeners for messages without TLS are closed. Default `false`."),
	}
}
