package nodeconfig

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// nodeFiles are the texts of one node.
func nodeFiles(t *testing.T, m model, node string) map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	if diags := m.FilesSensitive.ElementsAs(t.Context(), &all, false); diags.HasError() {
		t.Fatal(diags)
	}
	return all[node]
}

// second is a configuration of three nodes with what the second one has of its own.
func second(own, with object) object {
	config := three(with)
	nodes, _ := config["node"].(list)
	node, _ := nodes[1].(object)
	for name, value := range own {
		node[name] = value
	}
	return config
}

func TestReadNodesThatDiffer(t *testing.T) {
	got, diags := read(t, second(object{
		"listener": list{object{"protocol": "amqp", "address": "172.16.21.145", "port": 5673}}, "distribution_port": 25001,
		"environment": texts(map[string]any{"LOG_BASE": "/srv/log"}), "settings": texts(map[string]any{"heartbeat": "10"}),
		"tls": object{"certfile": "/c2"}, "inter_node_tls": object{"certfile": "/n2"},
		"advanced": list{object{"application": "rabbit", "key": "a", "value": "2"}},
	}, object{
		"tls": object{"cacertfile": "/a", "certfile": "/c", "keyfile": "/k"}, "inter_node_tls": object{"cacertfile": "/a", "certfile": "/n", "keyfile": "/k"},
		"advanced": list{object{"application": "rabbit", "key": "a", "value": "1"}},
	}))
	if diags.HasError() {
		t.Fatal(diags)
	}
	for name, null := range map[string]bool{
		"rabbitmq_conf": got.RabbitMQConf.IsNull(), "rabbitmq_conf_sensitive": got.RabbitMQConfSensitive.IsNull(), "rabbitmq_conf_sha256": got.RabbitMQConfSHA256.IsNull(),
		"advanced_config": got.AdvancedConfig.IsNull(), "rabbitmq_config": got.RabbitMQConfig.IsNull(), "advanced_config_sensitive": got.AdvancedSensitive.IsNull(),
	} {
		if !null {
			t.Errorf("%s is that of one node", name)
		}
	}
	if got.Files.IsNull() || len(got.FilesSHA256.Elements()) != 3 {
		t.Error(got.Files, got.FilesSHA256)
	}
	for node, wants := range map[string]map[string]string{
		"rabbit@rabbit1": {"/etc/rabbitmq/inter_node_tls.config": `{certfile, "/n"}`, "/etc/rabbitmq/advanced.config": "{a, 1}", "/etc/rabbitmq/rabbitmq.conf": "ssl_options.certfile = /c\n"},
		"rabbit@rabbit2": {
			"/etc/rabbitmq/rabbitmq.conf": "listeners.tcp.1 = 172.16.21.145:5673\n", "/etc/rabbitmq/rabbitmq-env.conf": "\nLOG_BASE='/srv/log'\n",
			"/etc/rabbitmq/inter_node_tls.config": `{certfile, "/n2"}`, "/etc/rabbitmq/advanced.config": "{a, 2}", "/etc/rabbitmq/enabled_plugins": "[rabbitmq_management].\n",
			"/etc/systemd/system/rabbitmq-server.service.d/limits.conf": "LimitNOFILE",
		},
	} {
		files := nodeFiles(t, got, node)
		for path, want := range wants {
			if !strings.Contains(files[path], want) {
				t.Errorf("%s: no %q in %s: %s", node, want, path, files[path])
			}
		}
	}
}

// TestSecretOfANode: files with a secret are shown in no plan, and neither is any other text with it.
func TestSecretOfANode(t *testing.T) {
	passphrase := object{"application": "rabbit", "key": "config_entry_decoder", "value": `[{passphrase, {file, "/p"}}]`}
	for name, test := range map[string]struct {
		config object
		hidden bool
	}{
		"none":                     {three(nil), false},
		"for all":                  {three(object{"settings_sensitive": texts(map[string]any{"ssl_options.password": "sesame"})}), true},
		"of a node":                {second(object{"settings_sensitive": texts(map[string]any{"ssl_options.password": "sesame"})}, nil), true},
		"term":                     {three(object{"advanced": list{object{"application": "a", "key": "b", "value_sensitive": `"sesame"`}}}), true},
		"term of a node":           {second(object{"advanced": list{object{"application": "a", "key": "b", "value_sensitive": `"sesame"`}}}, nil), true},
		"key of TLS between nodes": {three(object{"inter_node_tls": object{"cacertfile": "/a", "certfile": "/c", "keyfile": "/k", "password": "sesame"}}), true},
		"encrypted": {three(object{"advanced": list{passphrase, object{
			"application": "rabbitmq_auth_backend_ldap", "key": "dn_lookup_bind", "value": `{encrypted, <<"c2VzYW1l">>}`,
		}}}), false},
	} {
		t.Run(name, func(t *testing.T) {
			got, diags := read(t, test.config)
			if diags.HasError() || got.Files.IsNull() != test.hidden || got.FilesSensitive.IsNull() {
				t.Fatal(diags, got.Files)
			}
			seen := got.RabbitMQConf.String() + got.AdvancedConfig.String() + got.RabbitMQConfig.String() + got.RabbitMQEnvConf.String() + got.Files.String()
			if strings.Contains(seen, "sesame") || test.hidden != strings.Contains(got.FilesSensitive.String(), "sesame") {
				t.Error("the secret is where it may not be, or is lost")
			}
		})
	}
}

func TestValidateNodes(t *testing.T) {
	for name, test := range map[string]struct {
		config object
		want   string
	}{
		"setting":               {second(object{"settings": texts(map[string]any{"heart.beat": "1"})}, nil), `node[1].settings["heart.beat"]`},
		"listener":              {second(object{"listener": list{object{"protocol": "amqp", "port": 15672}}}, object{"listener": list{object{"protocol": "management"}}}), "node[1].listener[0]"},
		"listener may come":     {second(object{"listener": unknown{}}, object{"listener": list{object{"protocol": "amqps"}}}), "listener[0].protocol"},
		"certificate may come":  {three(object{"tls": unknown{}, "listener": list{object{"protocol": "amqps"}}}), ""},
		"variable":              {second(object{"environment": texts(map[string]any{"PLUGIN_DIR": "/p"})}, nil), `node[1].environment["PLUGIN_DIR"]`},
		"unknown variable":      {second(object{"environment": texts(map[string]any{"PLUGINS_DIR": unknown{}})}, nil), ""},
		"unknown settings":      {second(object{"settings": unknown{}, "distribution_port": 1}, object{"settings": texts(map[string]any{"heartbeat": "x"})}), `settings["heartbeat"]`},
		"setting may be hidden": {second(object{"settings": texts(map[string]any{"heartbeat": unknown{}})}, object{"settings": texts(map[string]any{"log.file.level": "info"})}), ""},
		"file":                  {second(object{"inter_node_tls": object{"certfile": "c"}}, object{"inter_node_tls": object{"cacertfile": "/a", "keyfile": "/k"}}), "inter_node_tls.certfile inter_node_tls.certfile node[1].inter_node_tls.certfile"},
		"file may come":         {second(object{"tls": object{"certfile": unknown{}}}, object{"tls": object{"certfile": "/c", "keyfile": "/k"}}), ""},
		"term":                  {second(object{"advanced": list{object{"application": "a", "key": "b", "value": "B"}}}, nil), "node[1].advanced[0].value"},
		"hidden term":           {three(object{"advanced": list{object{"application": "a", "key": "b", "value_sensitive": "B"}}}), "advanced[0].value_sensitive"},
		"hidden term may come":  {three(object{"advanced": list{object{"application": "a", "key": "b", "value_sensitive": unknown{}}}}), ""},
		"two terms":             {three(object{"advanced": list{object{"application": "a", "key": "b", "value": "1", "value_sensitive": "1"}}}), "advanced[0].value_sensitive"},
		"no term":               {three(object{"advanced": list{object{"application": "a", "key": "b"}}}), "advanced[0].value"},
		"unknown variable's path": {three(object{
			"environment": texts(map[string]any{"SITE": "/s"}), "settings": texts(map[string]any{"load_definitions": unknown{}}),
		}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			diags := validate(t, test.config)
			if got := kit.Paths(diags); got != test.want {
				t.Errorf("errors at %q, want %q: %v", got, test.want, diags)
			}
		})
	}
}

// TestProblemsOfNodesPointAtAttributes holds the names of a node's own settings together.
func TestProblemsOfNodesPointAtAttributes(t *testing.T) {
	own := rabbitmqconf.NodeSettings{
		Listeners: []rabbitmqconf.Listener{{Protocol: "mqtt", Address: "x", Port: new(0)}, {}}, TLS: &rabbitmqconf.CertificateFiles{CACertFile: "x"},
		InterNodeTLS: &rabbitmqconf.CertificateFiles{CertFile: "x"}, DistributionPort: new(0), Environment: map[string]string{"x": "x", "X": "x"},
		Settings: map[string]string{"x": "x", "ssl_options.password": "x"}, SensitiveSettings: map[string]string{"heartbeat": "x"}, Advanced: []rabbitmqconf.Advanced{{}},
	}
	c := rabbitmqconf.Config{
		RabbitMQVersion: "4.3.6", Nodes: []rabbitmqconf.Node{{Name: "a@b"}, {Name: "a@c", NodeSettings: own}}, DefaultUser: "a", DefaultPass: "encrypted:x",
		TLS: &rabbitmqconf.TLS{}, InterNodeTLS: &rabbitmqconf.InterNodeTLS{Verify: "x", Depth: new(-1), Versions: []string{"x"}, OptFile: "x", Password: "\n"},
		Environment: map[string]string{"ERL_FLAGS": "-proto_dist x", "ERL_SSL_PATH": "x"},
	}
	_, problems := rabbitmqconf.Resolve(c)
	c.InterNodeTLS = nil
	_, others := rabbitmqconf.Resolve(c)
	if problems = append(problems, others...); len(problems) < 40 {
		t.Errorf("only %d problems", len(problems))
	}
	kit.PointAtAttributes(t, NewDataSource(), problems)
}
