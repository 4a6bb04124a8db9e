package nodeconfig

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

func TestSchemaIsValid(t *testing.T) {
	var resp datasource.SchemaResponse
	NewDataSource().Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
}

func TestRead(t *testing.T) {
	got, diags := read(t, three(object{"plugins": list{"rabbitmq_stream"}, "distribution_port": 25000}))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	text := got.RabbitMQConf.ValueString()
	if !strings.Contains(text, "\ncluster_formation.classic_config.nodes.3 = rabbit@rabbit3\n") || text != got.RabbitMQConfSensitive.ValueString() {
		t.Error(text)
	}
	sum := sha256.Sum256([]byte(text))
	if got.RabbitMQConfSHA256.ValueString() != hex.EncodeToString(sum[:]) {
		t.Error("rabbitmq_conf_sha256 is not that of the text")
	}
	for what, pair := range map[string][2]string{
		"advanced_config": {got.AdvancedConfig.ValueString(), "[].\n"},
		"enabled_plugins": {got.EnabledPlugins.ValueString(), "[rabbitmq_stream].\n"},
		"etc_hosts":       {got.EtcHosts.ValueString(), "172.16.21.144 rabbit1\n172.16.21.145 rabbit2\n172.16.21.146 rabbit3\n"},
		"systemd_limits":  {got.SystemdLimits.ValueString(), "[Service]\nLimitNOFILE=64000\n"},
		"warnings":        {got.Warnings.String(), "[]"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", what, pair[0], pair[1])
		}
	}
	if !strings.Contains(got.RabbitMQConfig.ValueString(), "{cluster_nodes, {['rabbit@rabbit1', 'rabbit@rabbit2', 'rabbit@rabbit3'], disc}}") {
		t.Error(got.RabbitMQConfig)
	}
	if env := got.RabbitMQEnvConf.String(); !strings.Contains(env, `"rabbit@rabbit2":"NODENAME=rabbit@rabbit2\nDIST_PORT=25000\n"`) {
		t.Error(env)
	}
	var ports []portModel
	got.Ports.ElementsAs(t.Context(), &ports, false)
	if !slices.Contains(ports, portModel{35672, 35682, "tcp", "nodes", "nodes back to command line tools"}) || len(ports) != 5 {
		t.Error(ports)
	}
}

// TestSecretStaysOutOfSight: an attribute is sensitive always or never, so the text moves.
func TestSecretStaysOutOfSight(t *testing.T) {
	for name, with := range map[string]object{
		"default_pass":       {"default_user": "ops", "default_pass": "sesame"},
		"settings_sensitive": {"settings_sensitive": texts(map[string]any{"ssl_options.password": "sesame"})},
	} {
		got, diags := read(t, three(with))
		if diags.HasError() || !got.RabbitMQConf.IsNull() || !strings.Contains(got.RabbitMQConfSensitive.ValueString(), "sesame") {
			t.Error(name, diags, got.RabbitMQConf)
		}
		if strings.Contains(got.RabbitMQConfig.ValueString()+got.AdvancedConfig.ValueString(), "sesame") {
			t.Errorf("%s: a secret where nobody expects one", name)
		}
	}
}

func TestReadWarns(t *testing.T) {
	got, diags := read(t, three(object{"proxy_protocol": true}))
	if diags.HasError() || diags.WarningsCount() != 1 || len(got.Warnings.Elements()) != 1 {
		t.Error(diags, got.Warnings)
	}
}

func TestReadRefuses(t *testing.T) {
	_, diags := read(t, three(object{"settings": texts(map[string]any{"heart.beat": "1"})}))
	if kit.Paths(diags) != `settings["heart.beat"]` {
		t.Error(diags)
	}
}

func TestValidateConfig(t *testing.T) {
	for name, test := range map[string]struct {
		config object
		want   string
	}{
		"valid":                 {three(nil), ""},
		"version may come":      {three(object{"rabbitmq_version": unknown{}, "settings": texts(map[string]any{"heart.beat": "1"})}), ""},
		"bad version":           {three(object{"rabbitmq_version": "four"}), "rabbitmq_version"},
		"unknown nodes":         {three(object{"node": unknown{}}), ""},
		"unknown node":          {three(object{"node": list{unknown{}, object{"name": "b@c"}}}), ""},
		"unknown names":         {three(object{"node": list{object{"name": unknown{}}, object{"name": unknown{}}}}), ""},
		"error beside unknown":  {three(object{"node": list{object{"name": unknown{}}, object{"name": "b"}}}), "node[1].name"},
		"long may come":         {three(object{"node": list{object{"name": unknown{}}, object{"name": "b@c.d"}, object{"name": "b@c"}}}), ""},
		"unknown setting":       {three(object{"settings": texts(map[string]any{"heartbeat": unknown{}})}), ""},
		"unknown settings":      {three(object{"settings": unknown{}, "heartbeat": 1}), ""},
		"setting given twice":   {three(object{"settings": texts(map[string]any{"heartbeat": "1"}), "heartbeat": 1}), `settings["heartbeat"]`},
		"perhaps given twice":   {three(object{"settings": texts(map[string]any{"heartbeat": "1"}), "heartbeat": unknown{}}), ""},
		"unknown secret":        {three(object{"settings_sensitive": texts(map[string]any{"ssl_options.password": unknown{}})}), ""},
		"unknown feature":       {three(object{"deprecated_features": switches(map[string]any{"global_qos": unknown{}})}), ""},
		"unknown variable":      {three(object{"environment": texts(map[string]any{"PLUGINS_DIR": unknown{}})}), ""},
		"bad variable":          {three(object{"environment": texts(map[string]any{"plugins": "x"})}), `environment["plugins"]`},
		"two keys, one setting": {three(object{"disk_free_limit": "5GB", "settings": texts(map[string]any{"disk_free_limit.relative": "1.5"})}), `settings["disk_free_limit.relative"]`},
		"perhaps two keys":      {three(object{"disk_free_limit": unknown{}, "settings": texts(map[string]any{"disk_free_limit.relative": "1.5"})}), ""},
		"password may match": {three(object{"default_user": "a", "default_pass": unknown{}, "settings": texts(map[string]any{
			"credential_validator.validation_backend": "rabbit_credential_validator_min_password_length", "credential_validator.min_length": "80",
		})}), ""},
		"password does not match": {three(object{"default_user": "a", "default_pass": "sesame", "settings": texts(map[string]any{
			"credential_validator.validation_backend": "rabbit_credential_validator_min_password_length", "credential_validator.min_length": "80",
		})}), "default_pass"},
		"expression may come": {three(object{"default_user": "a", "default_pass": "sesame", "settings": texts(map[string]any{
			"credential_validator.validation_backend": "rabbit_credential_validator_password_regexp", "credential_validator.regexp": unknown{},
		})}), ""},
		"variable in a password": {three(object{"default_user": "a", "default_pass": "pa$(HOME)x"}), "default_pass"},
		"variable in a path":     {three(object{"tls": object{"certfile": "$(ROOT)/c", "keyfile": "$(ROOT)/k"}}), ""},
		"unknown plugins":        {three(object{"plugins": unknown{}, "listener": list{object{"protocol": "mqtt"}}}), ""},
		"unknown plugin":         {three(object{"plugins": list{unknown{}}, "listener": list{object{"protocol": "mqtt"}}}), ""},
		"plugin missing":         {three(object{"plugins": list{}, "listener": list{object{"protocol": "mqtt"}}}), "listener[0].protocol"},
		"unknown loopback user":  {three(object{"loopback_users": list{unknown{}, "a b"}}), "loopback_users[1]"},
		"unknown tls":            {three(object{"tls": unknown{}, "listener": list{object{"protocol": "amqps"}}}), ""},
		"unknown file":           {three(object{"tls": object{"certfile": unknown{}, "keyfile": "/k"}}), ""},
		"file missing":           {three(object{"tls": object{"keyfile": "/k"}}), "tls.certfile"},
		"unknown listener":       {three(object{"listener": list{unknown{}, object{"protocol": "amqp"}}}), ""},
		"unknown port":           {three(object{"listener": list{object{"protocol": "amqp", "port": unknown{}}, object{"protocol": "management", "port": 5672}}}), ""},
		"unknown password":       {three(object{"default_user": "a", "default_pass": unknown{}}), ""},
		"unknown term":           {three(object{"advanced": list{object{"application": "a", "key": "b", "value": unknown{}}}}), ""},
		"bad term":               {three(object{"advanced": list{object{"application": "a", "key": "b", "value": "B"}}}), "advanced[0].value"},
	} {
		t.Run(name, func(t *testing.T) {
			diags := validate(t, test.config)
			if got := kit.Paths(diags); got != test.want || diags.HasError() != (test.want != "") {
				t.Errorf("errors at %q, want %q: %v", got, test.want, diags)
			}
		})
	}
}

// TestProblemsPointAtAttributes holds the two sets of names together.
func TestProblemsPointAtAttributes(t *testing.T) {
	bad := rabbitmqconf.Config{
		RabbitMQVersion: "4.3.6", ClusterName: "\n", Nodes: []rabbitmqconf.Node{{Address: "x"}}, TargetClusterSizeHint: new(0), ClusterPartitionHandling: "x",
		DefaultUser: "\n", DefaultPass: "\n", DefaultQueueType: "x", LoopbackUsers: []string{"\n"}, DeprecatedFeatures: map[string]bool{"\n": true},
		Heartbeat: new(-1), ChannelMax: new(-1), VMMemoryHighWatermark: "x", DiskFreeLimit: "x",
		Listeners: []rabbitmqconf.Listener{{Protocol: "mqtt", Address: "x", Port: new(0)}, {}, {Protocol: "amqps"}},
		Plugins:   []string{"\n"}, DistributionPort: new(0), LimitNOFILE: new(0), Environment: map[string]string{"x": "x"}, Settings: map[string]string{"x": "x", "ssl_options.password": "x"},
		SensitiveSettings: map[string]string{"heartbeat": "x"}, Advanced: []rabbitmqconf.Advanced{{}, {}},
	}
	worse := bad
	worse.RabbitMQVersion = ""
	worse.TLS = &rabbitmqconf.TLS{CACertFile: "x", Verify: "x", FailIfNoPeerCert: new(true), Versions: []string{"x"}, Only: true}
	_, problems := rabbitmqconf.Resolve(bad)
	_, others := rabbitmqconf.Resolve(worse)
	problems = append(problems, others...)
	if len(problems) < 50 {
		t.Errorf("only %d problems", len(problems))
	}
	kit.PointAtAttributes(t, NewDataSource(), problems)
}
