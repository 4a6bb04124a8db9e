package nodeconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

func outputAttributes() map[string]schema.Attribute {
	port := schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
		"port":      schema.Int64Attribute{Computed: true, MarkdownDescription: "Port, or the first one of a range."},
		"last_port": schema.Int64Attribute{Computed: true, MarkdownDescription: "Last port of the range; for a single port, the same."},
		"protocol":  renderkit.ComputedString("`tcp`."),
		"from":      renderkit.ComputedString("Who connects: `clients`, or `nodes`, which includes command line tools on the machines of the cluster."),
		"purpose":   renderkit.ComputedString("What the port is for."),
	}}
	return map[string]schema.Attribute{
		"rabbitmq_conf": renderkit.ComputedString("Text of `/etc/rabbitmq/rabbitmq.conf`. Null when it would hold a secret, by `default_pass` or `settings_sensitive`: " +
			"then use `rabbitmq_conf_sensitive`. Null also where it is not the same on all nodes: then use `files`."),
		"rabbitmq_conf_sensitive": renderkit.ComputedSecret("Text of `rabbitmq_conf`, never shown in a plan. Null where it is not the same on all nodes: then use `files_sensitive`."),
		"rabbitmq_conf_sha256":    renderkit.ComputedString("SHA-256 of the text in hexadecimal, to trigger a restart with. It covers passwords in the text too, so let them be long. Null where nodes differ: then use `files_sha256`."),
		"advanced_config": renderkit.ComputedString("Text of `/etc/rabbitmq/advanced.config`; without an `advanced` block an empty list, which changes nothing. " +
			"Null when it holds a secret, by `value_sensitive`, or is not the same on all nodes."),
		"advanced_config_sensitive": renderkit.ComputedSecret("Text of `advanced_config`, never shown in a plan. Null where it is not the same on all nodes."),
		"rabbitmq_config": renderkit.ComputedString("Text of `/etc/rabbitmq/rabbitmq.config`, the classic format in Erlang terms, for installations that still have it: `cluster_nodes`, partition handling, " +
			"limits, loopback users and what is `advanced`. Where this file exists, the broker reads neither `rabbitmq.conf` nor `advanced.config`, but still the folder `conf.d`. " +
			"Null when it holds a secret, by `value_sensitive`, or is not the same on all nodes."),
		"rabbitmq_config_sensitive": renderkit.ComputedSecret("Text of `rabbitmq_config`, never shown in a plan. Null where it is not the same on all nodes."),
		"rabbitmq_env_conf": schema.MapAttribute{Computed: true, ElementType: types.StringType,
			MarkdownDescription: "Text of `/etc/rabbitmq/rabbitmq-env.conf` by the name of the node: its name, the distribution port where one is given, `environment`, and what `inter_node_tls` needs."},
		"files": schema.MapAttribute{Computed: true, ElementType: textsType,
			MarkdownDescription: "All files of each node: by the name of the node, a map of their texts by their absolute paths. The paths are those of RabbitMQ's packages, or those that `environment` gives. " +
				"Null when a file of some node holds a secret: then use `files_sensitive`."},
		"files_sensitive": schema.MapAttribute{Computed: true, Sensitive: true, ElementType: textsType,
			MarkdownDescription: "Texts of `files`, always set and never shown in a plan."},
		"files_sha256": schema.MapAttribute{Computed: true, ElementType: types.StringType,
			MarkdownDescription: "SHA-256 of all files of a node in hexadecimal, by the name of the node, to trigger a restart with. It covers secrets in the files too, so let them be long."},
		"enabled_plugins": renderkit.ComputedString("Text of `/etc/rabbitmq/enabled_plugins`."),
		"etc_hosts":       renderkit.ComputedString("Lines for `/etc/hosts`, of the nodes with an `address`."),
		"systemd_limits":  renderkit.ComputedString("Drop-in for the unit, such as `/etc/systemd/system/rabbitmq-server.service.d/limits.conf`."),
		"ports":           schema.ListNestedAttribute{Computed: true, NestedObject: port, MarkdownDescription: "Ports that must be open to every node; where nodes differ, those of all of them. Ports that `settings` move are not among them."},
		"warnings":        renderkit.ComputedStrings("Traps in the configuration that are no errors, such as a cluster of two nodes. Terraform shows them too."),
	}
}
