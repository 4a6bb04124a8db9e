package nodeconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

func node() renderkit.Parts {
	settingsSensitive := sensitiveSettings()
	settingsSensitive.MarkdownDescription = "Lines of this node whose values are secret, in the place of those with the same keys for all nodes."
	return renderkit.Parts{
		Attributes: map[string]schema.Attribute{
			"name": renderkit.RequiredString("Name of the node: `NAME@HOST`, such as `rabbit@rabbit1`. Every machine must be able to look the host up. " +
				"A dot in the host makes it a long name; either all nodes have one, or none."),
			"address":            renderkit.OptionalString("IPv4 or IPv6 address of the host, for `etc_hosts`. Default is no line for it."),
			"distribution_port":  renderkit.OptionalInt("Port on which this node talks to the others, 1 to 65535. Default is the one for all nodes."),
			"environment":        optionalMap(types.StringType, "Variables of this node, in the place of those with the same names for all nodes."),
			"settings":           optionalMap(types.StringType, "Lines of `rabbitmq.conf` of this node, by key, in the place of those with the same keys in `settings` and `settings_sensitive` for all nodes."),
			"settings_sensitive": settingsSensitive,
		},
		Blocks: map[string]schema.Block{
			"listener":       repeated("Address of this node that clients connect to. It takes the place of all listeners for all nodes that have its protocol.", listener()),
			"tls":            renderkit.AtMostOne("Files of this node, in the place of those of the block `tls` for all nodes.", renderkit.Parts{Attributes: ownFiles()}),
			"inter_node_tls": renderkit.AtMostOne("Files of this node, in the place of those of the block `inter_node_tls` for all nodes.", renderkit.Parts{Attributes: ownFiles()}),
			"advanced":       repeated("Setting of `advanced.config` of this node, in the place of the one for all nodes with its application and key.", advanced()),
		},
	}
}

func ownFiles() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"certfile":   renderkit.OptionalString("Absolute path of the certificate. Default is the one for all nodes."),
		"keyfile":    renderkit.OptionalString("Absolute path of its key. Default is the one for all nodes."),
		"cacertfile": renderkit.OptionalString("Absolute path of the authorities' certificates. Default is the one for all nodes."),
	}
}

func interNodeTLS() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"certfile": renderkit.OptionalString("Absolute path of the certificate; must be given, here or for each node. It must name the host of the node, and be good for a server as well as for a client. " +
			"Erlang puts no variables in the place of `$( )` here."),
		"keyfile":              renderkit.OptionalString("Absolute path of its key; must be given, here or for each node."),
		"cacertfile":           renderkit.OptionalString("Absolute path of the authorities' certificates; must be given unless `verify` is `verify_none`."),
		"password":             renderkit.SecretString("Password of the key. The file then holds it and is in `files_sensitive` only."),
		"verify":               renderkit.OptionalString("`verify_peer` to check the other side's certificate, or `verify_none`, with which traffic is encrypted and anyone with the cookie gets in. Default `verify_peer`."),
		"fail_if_no_peer_cert": renderkit.OptionalBool("Whether nodes and tools without a certificate are refused. Default is `true` with `verify_peer`."),
		"depth":                renderkit.OptionalInt("Certificates that may stand between a node's and the authority's, 0 to 255. Default is Erlang's: `1`, from Erlang 26 on `10`."),
		"versions":             renderkit.OptionalStrings("TLS versions allowed, of " + renderkit.Words(rabbitmqconf.TLSVersions) + ". Default is Erlang's."),
		"ipv6":                 renderkit.OptionalBool("Whether nodes talk to each other over IPv6. Default `false`."),
		"optfile":              renderkit.OptionalString("Absolute path on the nodes of the file with these settings, without spaces. Default `/etc/rabbitmq/inter_node_tls.config`."),
	}
}

func advanced() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"application": renderkit.RequiredString("Erlang application, such as `rabbit`."),
		"key":         renderkit.RequiredString("Name of the setting, such as `quorum_tick_interval`."),
		"value": renderkit.OptionalString("Erlang term, such as `1000`, `true` or `[{a, <<\"b\">>}]`, without a dot at its end. A password in it is an error: give it as `value_sensitive`, " +
			"or encrypted, as `{encrypted, <<\"...\">>}`, with the passphrase in the setting `config_entry_decoder` of `rabbit`. One of the two must be given."),
		"value_sensitive": renderkit.SecretString("Erlang term that holds a secret. The text then holds it and is in `advanced_config_sensitive`, `rabbitmq_config_sensitive` and `files_sensitive` only."),
	}
}
