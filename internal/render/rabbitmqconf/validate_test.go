package rabbitmqconf

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// valid is a Config that tests break in one place each.
func valid() Config { return Config{RabbitMQVersion: "4.3.6", Nodes: three()} }

// setting is one of advanced.config.
func setting(application, key, value string) Advanced {
	return Advanced{Application: application, Key: key, Value: value}
}

func TestValidate(t *testing.T) {
	cert := &TLS{CertFile: "/c", KeyFile: "/k"}
	for name, test := range map[string]struct {
		change func(*Config)
		want   string // paths, and a part of the first problem's text after a colon
	}{
		"as it is":             {func(*Config) {}, ""},
		"no version":           {func(c *Config) { c.RabbitMQVersion = "" }, "rabbitmq_version: not a version"},
		"ancient version":      {func(c *Config) { c.RabbitMQVersion = "3.7.28" }, "rabbitmq_version: oldest"},
		"host alone":           {func(c *Config) { c.Nodes[1].Name = "rabbit1" }, "node[1].name: NAME@HOST"},
		"node twice":           {func(c *Config) { c.Nodes[1].Name = c.Nodes[0].Name }, "node[1].name: already"},
		"short and long":       {func(c *Config) { c.Nodes[1].Name = "rabbit@b.example.com" }, "node[1].name: do not reach each other"},
		"quote in a name":      {func(c *Config) { c.Nodes[1].Name = "rabbit@a'b" }, "node[1].name: NAME@HOST"},
		"address":              {func(c *Config) { c.Nodes[1].Address = "rabbit1" }, "node[1].address: IPv4"},
		"zone":                 {func(c *Config) { c.Nodes[1].Address = "fe80::1%eth0" }, "node[1].address: IPv4"},
		"no members":           {func(c *Config) { c.TargetClusterSizeHint = new(0) }, "target_cluster_size_hint: 0 is not"},
		"hint too early":       {func(c *Config) { c.RabbitMQVersion, c.TargetClusterSizeHint = "3.8.9", new(3) }, "target_cluster_size_hint: from 3.8.24 until before 3.9.0, and from 3.9.9"},
		"hint left out":        {func(c *Config) { c.RabbitMQVersion = "3.8.9" }, ""},
		"partitions":           {func(c *Config) { c.ClusterPartitionHandling = "pause" }, "cluster_partition_handling: pause_minority"},
		"queue type too early": {func(c *Config) { c.RabbitMQVersion, c.DefaultQueueType = "3.10.8", "quorum" }, "default_queue_type: from 3.12.14 until before 3.13.0, and from 3.13.3"},
		"queue type":           {func(c *Config) { c.DefaultQueueType = "mirrored" }, "default_queue_type: quorum"},
		"deprecation too early": {func(c *Config) {
			c.RabbitMQVersion, c.DeprecatedFeatures = "3.12", map[string]bool{"ram_node_type": true}
		}, "deprecated_features.ram_node_type: from 3.13.0"},
		"deprecation's name":  {func(c *Config) { c.DeprecatedFeatures = map[string]bool{"a.b": true} }, "deprecated_features.a.b: transient"},
		"user alone":          {func(c *Config) { c.DefaultUser = "ops" }, "default_user: default_pass"},
		"password alone":      {func(c *Config) { c.DefaultPass = "x" }, "default_pass: default_user"},
		"password with #":     {func(c *Config) { c.RabbitMQVersion, c.DefaultUser, c.DefaultPass = "3.13.6", "ops", "a#b" }, "default_pass: a #"},
		"password in quotes":  {func(c *Config) { c.RabbitMQVersion, c.DefaultUser, c.DefaultPass = "3.13.7", "ops", "a#b" }, ""},
		"password with both":  {func(c *Config) { c.DefaultUser, c.DefaultPass = "ops", "a#b'" }, "default_pass: together"},
		"password like a tag": {func(c *Config) { c.DefaultUser, c.DefaultPass = "ops", "a b:c" }, "default_pass: colon"},
		"colon before tags":   {func(c *Config) { c.RabbitMQVersion, c.DefaultUser, c.DefaultPass = "3.13.7", "ops", "a:b" }, ""},
		"encrypted password": {func(c *Config) {
			c.DefaultUser, c.DefaultPass = "ops", "encrypted:abc"
			c.Advanced = []Advanced{setting("rabbit", "config_entry_decoder", `[{passphrase, {file, "/p"}}]`)}
		}, ""},
		"encrypted password that nobody decrypts": {func(c *Config) { c.DefaultUser, c.DefaultPass = "ops", "encrypted:abc" }, "default_pass: config_entry_decoder"},
		"password with é":                         {func(c *Config) { c.DefaultUser, c.DefaultPass = "ops", "é" }, "default_pass: ASCII"},
		"loopback":                                {func(c *Config) { c.LoopbackUsers = []string{"a b"} }, "loopback_users[0]: part of a key"},
		"loopback twice":                          {func(c *Config) { c.LoopbackUsers = []string{"a", "a"} }, "loopback_users[1]: already"},
		"heartbeat":                               {func(c *Config) { c.Heartbeat = new(-1) }, "heartbeat: -1"},
		"channels":                                {func(c *Config) { c.ChannelMax = new(65536) }, "channel_max: 65536"},
		"memory":                                  {func(c *Config) { c.VMMemoryHighWatermark = "40%" }, "vm_memory_high_watermark: 40%"},
		"memory above one":                        {func(c *Config) { c.VMMemoryHighWatermark = "1.1" }, "vm_memory_high_watermark: more than"},
		"all memory":                              {func(c *Config) { c.VMMemoryHighWatermark = "1.0" }, ""},
		"no memory":                               {func(c *Config) { c.VMMemoryHighWatermark = "0.0" }, "vm_memory_high_watermark: neither"},
		"one byte":                                {func(c *Config) { c.DiskFreeLimit = "1" }, "disk_free_limit: so many bytes"},
		"much disk":                               {func(c *Config) { c.DiskFreeLimit = "2.5" }, ""},
		"terabytes":                               {func(c *Config) { c.DiskFreeLimit = "1TB" }, "disk_free_limit: neither"},
		"distribution":                            {func(c *Config) { c.DistributionPort = new(0) }, "distribution_port: 0"},
		"files":                                   {func(c *Config) { c.LimitNOFILE = new(10) }, "limit_nofile: 10"},
		"no protocol":                             {func(c *Config) { c.Listeners = []Listener{{}} }, "listener[0].protocol: Give one of"},
		"protocol":                                {func(c *Config) { c.Listeners = []Listener{{Protocol: "http"}} }, "listener[0].protocol: none of"},
		"port":                                    {func(c *Config) { c.Listeners = []Listener{{Protocol: "amqp", Port: new(65536)}} }, "listener[0].port: 65536"},
		"host name":                               {func(c *Config) { c.Listeners = []Listener{{Protocol: "amqp", Address: "localhost"}} }, "listener[0].address: IPv4"},
		"two of management": {func(c *Config) {
			c.Listeners = []Listener{{Protocol: "management"}, {Protocol: "management", Port: new(1)}}
		}, "listener[1]: one listener"},
		"same address": {func(c *Config) {
			c.Listeners = []Listener{{Protocol: "amqp", Port: new(15672), Address: "0.0.0.0"}, {Protocol: "management"}}
		}, "listener[1]: listener[0]"},
		"plugin missing": {func(c *Config) { c.Listeners = []Listener{{Protocol: "mqtt"}} }, "listener[0].protocol: rabbitmq_mqtt"},
		"plugin brought along": {func(c *Config) {
			c.Listeners, c.Plugins = []Listener{{Protocol: "mqtt"}}, []string{"rabbitmq_web_mqtt"}
		}, ""},
		"no stream in 3.8": {func(c *Config) {
			c.RabbitMQVersion, c.Listeners, c.Plugins = "3.8.9", []Listener{{Protocol: "stream"}}, []string{"rabbitmq_stream"}
		}, "listener[0]: from 3.9.0"},
		"certificate missing": {func(c *Config) { c.Listeners = []Listener{{Protocol: "amqps"}} }, "listener[0].protocol: block tls"},
		"plain beside only": {func(c *Config) {
			c.Listeners, c.TLS = []Listener{{Protocol: "amqp"}}, &TLS{CertFile: "/c", KeyFile: "/k", Only: true}
		}, "listener[0].protocol: tls.only"},
		"key missing":      {func(c *Config) { c.TLS = &TLS{CertFile: "/c"} }, "tls.keyfile: absolute path"},
		"relative path":    {func(c *Config) { c.TLS = &TLS{CertFile: "c", KeyFile: "/k"} }, "tls.certfile: slash"},
		"verify":           {func(c *Config) { c.TLS = &TLS{CertFile: "/c", KeyFile: "/k", Verify: "yes"} }, "tls.verify: none of"},
		"no authority":     {func(c *Config) { c.TLS = &TLS{CertFile: "/c", KeyFile: "/k", Verify: "verify_peer"} }, "tls.verify: cacertfile"},
		"nobody asked":     {func(c *Config) { c.TLS = &TLS{CertFile: "/c", KeyFile: "/k", FailIfNoPeerCert: new(true)} }, "tls.fail_if_no_peer_cert: verify_peer"},
		"TLS version":      {func(c *Config) { c.TLS = &TLS{CertFile: "/c", KeyFile: "/k", Versions: []string{"1.2"}} }, "tls.versions[0]: none of"},
		"certificate only": {func(c *Config) { c.TLS = cert }, ""},
		"plugin's name":    {func(c *Config) { c.Plugins = []string{"a],[b"} }, "plugins[0]: rabbitmq_management"},
		"plugin twice":     {func(c *Config) { c.Plugins = []string{"a", "a"} }, "plugins[1]: already"},
		"no plugin":        {func(c *Config) { c.Plugins = []string{} }, ""},
		"setting":          {func(c *Config) { c.Settings = map[string]string{"raft.wal_max_size_bytes": "64000000"} }, ""},
		"unknown key":      {func(c *Config) { c.Settings = map[string]string{"heart_beat": "1"} }, "settings: Is heartbeat meant?"},
		"foreign key":      {func(c *Config) { c.Settings, c.Plugins = map[string]string{"my.key": "1"}, []string{"my_plugin"} }, ""},
		"key of another version": {func(c *Config) {
			c.Settings = map[string]string{"cluster_formation.randomized_startup_delay_range.min": "0"}
		}, "settings: until before 4.0.0"},
		"still not with a foreign plugin": {func(c *Config) {
			c.Settings, c.Plugins = map[string]string{"amqp1_0.default_user": "x"}, []string{"my_plugin"}
		}, "settings: until before 4.0.0"},
		"key given twice": {func(c *Config) { c.Settings, c.Heartbeat = map[string]string{"heartbeat": "1"}, new(2) }, "settings: heartbeat already"},
		"key with a line": {func(c *Config) { c.Settings = map[string]string{"heartbeat = 1\nx": "1"} }, "settings: parts of letters"},
		"key in the place of a default": {func(c *Config) {
			c.RabbitMQVersion, c.Settings = "3.13.7", map[string]string{"cluster_partition_handling": "pause_if_all_down", "cluster_formation.target_cluster_size_hint": "5"}
		}, ""},
		"no key":                 {func(c *Config) { c.Settings = map[string]string{"": "1"} }, "settings: parts of letters"},
		"value's type":           {func(c *Config) { c.Settings = map[string]string{"heartbeat": "1m"} }, `settings: takes a whole number in RabbitMQ 4.3.6, not "1m"`},
		"value's word":           {func(c *Config) { c.Settings = map[string]string{"log.console.level": "loud"} }, "settings: notice"},
		"line in a value":        {func(c *Config) { c.Settings = map[string]string{"cluster_name": "a\nheartbeat = 1"} }, "settings: ASCII"},
		"secret in sight":        {func(c *Config) { c.Settings = map[string]string{"ssl_options.password": "sesame"} }, "settings: settings_sensitive"},
		"bad secret":             {func(c *Config) { c.SensitiveSettings = map[string]string{"heartbeat": "sesame"} }, "settings_sensitive: takes a whole number in RabbitMQ 4.3.6."},
		"application":            {func(c *Config) { c.Advanced = []Advanced{setting("Rabbit", "a", "1")} }, "advanced[0].application: atom"},
		"advanced key":           {func(c *Config) { c.Advanced = []Advanced{setting("rabbit", "end", "1")} }, "advanced[0].key: atom"},
		"advanced value":         {func(c *Config) { c.Advanced = []Advanced{setting("rabbit", "a", "1.")} }, "advanced[0].value: without a dot"},
		"advanced twice":         {func(c *Config) { c.Advanced = []Advanced{setting("rabbit", "a", "1"), setting("rabbit", "a", "2")} }, "advanced[1]: already"},
		"variable in a password": {func(c *Config) { c.DefaultUser, c.DefaultPass = "admin", "pa$(HOME)x" }, "default_pass: environment variable"},
		"variable in a setting":  {func(c *Config) { c.Settings = map[string]string{"cluster_name": "$()"} }, "settings: only paths"},
		"secret with a variable": {func(c *Config) { c.SensitiveSettings = map[string]string{"ssl_options.password": "sesame$(X)"} }, "settings_sensitive: environment variable"},
		"open substitution":      {func(c *Config) { c.DefaultUser, c.DefaultPass = "admin", "pa$(HOME" }, ""},
		"variable in a name":     {func(c *Config) { c.ClusterName = "$(X)" }, "cluster_name: environment variable"},
		"variables in paths": {func(c *Config) {
			c.TLS = &TLS{CertFile: "$(ROOT)/c", KeyFile: "/etc/$(X)/k"}
			c.Settings = map[string]string{"load_definitions": "$(ROOT)/d.json", "log.dir": "$(LOGS)", "auth_ldap.ssl_options.cacertfile": "$(ROOT)/ca"}
		}, ""},
		"variable in a path too early": {func(c *Config) { c.RabbitMQVersion, c.TLS = "3.8.9", &TLS{CertFile: "$(ROOT)/c", KeyFile: "/k"} },
			"tls.certfile: from 3.8.13"},
		"variable in a path in time": {func(c *Config) { c.RabbitMQVersion, c.TLS = "3.8.13", &TLS{CertFile: "$(ROOT)/c", KeyFile: "/k"} }, ""},
		"file's content for a path":  {func(c *Config) { c.TLS = &TLS{CertFile: "$(</etc/x)", KeyFile: "/k"} }, "tls.certfile: letters, digits"},
		"key for a path":             {func(c *Config) { c.TLS = &TLS{CertFile: "$(cluster_name)", KeyFile: "/k"} }, "tls.certfile: name of a key"},
		"double quotes":              {func(c *Config) { c.Settings = map[string]string{"load_definitions": `"/d.json"`} }, "settings: double quotes"},
		"double quotes of a name":    {func(c *Config) { c.ClusterName = `"orders"` }, "cluster_name: double quotes"},
		"double quotes inside":       {func(c *Config) { c.ClusterName = `a "b" c` }, ""},
		"password in double quotes":  {func(c *Config) { c.DefaultUser, c.DefaultPass = "admin", `"x"` }, ""},
		"share and amount of disk": {func(c *Config) {
			c.DiskFreeLimit, c.Settings = "5GB", map[string]string{"disk_free_limit.relative": "1.5"}
		}, "settings: disk_free_limit.absolute, which comes from disk_free_limit"},
		"share and amount of memory": {func(c *Config) {
			c.Settings = map[string]string{"vm_memory_high_watermark.relative": "0.5", "vm_memory_high_watermark.absolute": "4GB"}
		}, "settings: one setting"},
		"alias": {func(c *Config) { c.ChannelMax, c.Settings = new(7), map[string]string{"channel_max": "8"} }, "settings: max_channels_per_connection"},
		"old listener for management": {func(c *Config) {
			c.Settings = map[string]string{"management.listener.port": "15672", "management.tcp.port": "15673"}
		}, "settings: management.listener.port"},
		"old listener beside a typed one": {func(c *Config) {
			c.Listeners, c.Settings = []Listener{{Protocol: "management"}}, map[string]string{"management.listener.ip": "::1"}
		}, "settings: listener[0]"},
		"old listener for TLS": {func(c *Config) {
			c.Settings = map[string]string{"management.listener.port": "15671", "management.listener.ssl": "true", "management.tcp.port": "15672"}
		}, ""},
		"two listeners for TLS": {func(c *Config) {
			c.Settings = map[string]string{"management.listener.port": "15671", "management.listener.ssl": "true", "management.ssl.port": "15672"}
		}, "settings: one setting"},
		"nobody and somebody": {func(c *Config) {
			c.LoopbackUsers, c.Settings = []string{}, map[string]string{"loopback_users.guest": "true"}
		}, "settings: one setting"},
		"somebody and nobody": {func(c *Config) {
			c.LoopbackUsers, c.Settings = []string{"guest"}, map[string]string{"loopback_users": "none"}
		}, "settings: one setting"},
		"two who are local": {func(c *Config) {
			c.LoopbackUsers, c.Settings = []string{"guest"}, map[string]string{"loopback_users.ops": "true"}
		}, ""},
		"no listener and one": {func(c *Config) {
			c.Settings = map[string]string{"listeners.tcp": "none", "listeners.tcp.default": "5672"}
		}, "settings: one setting"},
		"two listeners": {func(c *Config) {
			c.Settings = map[string]string{"listeners.tcp.local": "127.0.0.1:5673", "listeners.tcp.default": "5672"}
		}, ""},
		"one listener twice": {func(c *Config) {
			c.Listeners, c.Settings = []Listener{{Protocol: "amqp"}}, map[string]string{"listeners.tcp.default": "5672"}
		}, "settings: cannot listen"},
		"one port twice": {func(c *Config) {
			c.Settings = map[string]string{"listeners.tcp.a": "0.0.0.0:5672", "listeners.ssl.b": "5672"}
		}, "settings: cannot listen"},
		"certificate and none": {func(c *Config) { c.TLS, c.Settings = cert, map[string]string{"ssl_options": "none"} }, "settings: one setting"},
		"lists and parts": {func(c *Config) {
			c.RabbitMQVersion = "3.13.7"
			c.Settings = map[string]string{
				"cluster_partition_handling": "pause_if_all_down", "cluster_partition_handling.pause_if_all_down.recover": "ignore",
				"cluster_partition_handling.pause_if_all_down.nodes.1": "rabbit@rabbit1",
				"default_permissions.configure":                        ".*", "default_permissions.read": ".*", "auth_backends.1": "internal", "auth_backends.2.authn": "internal",
				"auth_backends.2.authz": "internal", "log.console.formatter": "json", "log.console.formatter.single_line": "on", "tcp_listen_options.linger.on": "true",
				"tcp_listen_options.linger.timeout": "0", "cluster_formation.classic_config.nodes.x": "rabbit@rabbit4", "management.tcp.port": "15672", "management.ssl.port": "15671",
			}
		}, ""},
		"handling without its nodes": {func(c *Config) {
			c.RabbitMQVersion, c.ClusterPartitionHandling, c.Settings = "3.13.7", "autoheal", map[string]string{"cluster_partition_handling.pause_if_all_down.recover": "ignore"}
		}, "settings: one setting"},
		"advanced and a setting": {func(c *Config) {
			c.Advanced, c.Settings = []Advanced{setting("rabbit", "collect_statistics_interval", "1")}, map[string]string{"collect_statistics_interval": "1000"}
		}, "advanced[0].key: replaces the whole"},
		"advanced and certificate":         {func(c *Config) { c.Advanced, c.TLS = []Advanced{setting("rabbit", "ssl_options", "[]")}, cert }, "advanced[0].key: ssl_options of rabbit"},
		"advanced for another application": {func(c *Config) { c.Advanced, c.TLS = []Advanced{setting("my_plugin", "ssl_options", "[]")}, cert }, ""},
		"password that is refused": {func(c *Config) {
			c.DefaultUser, c.DefaultPass = "admin", "sesame-1"
			c.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_password_regexp", "credential_validator.regexp": "^[a-bA-Z0-9$]{20,100}"}
		}, "default_pass: does not match ^[a-bA-Z0-9$]{20,100}"},
		"password that is taken": {func(c *Config) {
			c.DefaultUser, c.DefaultPass = "admin", "ABCDEFGHIJKLMNOPQRSTUVW"
			c.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_password_regexp", "credential_validator.regexp": "^[a-bA-Z0-9$]{20,100}"}
		}, ""},
		"guest's password": {func(c *Config) {
			c.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_min_password_length", "credential_validator.min_length": "8"}
		}, "settings: the user guest"},
		"guest's password is enough": {func(c *Config) {
			c.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_min_password_length"}
		}, ""},
		"short password": {func(c *Config) {
			c.SensitiveSettings = map[string]string{"default_pass": "abcd"}
			c.Settings = map[string]string{"default_user": "ops", "credential_validator.validation_backend": "rabbit_credential_validator_min_password_length"}
		}, "settings_sensitive: fewer than 5 bytes"},
		"no expression": {func(c *Config) {
			c.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_password_regexp"}
		}, "settings: needs credential_validator.regexp"},
		"users from definitions": {func(c *Config) {
			c.Settings = map[string]string{"load_definitions": "/d.json", "credential_validator.validation_backend": "rabbit_credential_validator_min_password_length", "credential_validator.min_length": "80"}
		}, ""},
		"EXTERNAL": {func(c *Config) {
			c.Settings = map[string]string{"auth_mechanisms.1": "PLAIN", "auth_mechanisms.2": "EXTERNAL"}
		}, "settings: rabbitmq_auth_mechanism_ssl"},
		"EXTERNAL with its plugin": {func(c *Config) {
			c.Plugins, c.Settings = []string{"rabbitmq_auth_mechanism_ssl"}, map[string]string{"auth_mechanisms.1": "EXTERNAL"}
		}, ""},
		"backend": {func(c *Config) { c.Settings = map[string]string{"auth_backends.1.authn": "ldap"} }, "settings: rabbitmq_auth_backend_ldap"},
		"discovery": {func(c *Config) {
			c.Nodes, c.Settings = nil, map[string]string{"cluster_formation.peer_discovery_backend": "k8s"}
		}, "settings: rabbitmq_peer_discovery_k8s"},
		"variable of a node":       {func(c *Config) { c.Environment = map[string]string{"PLUGINS_DIR": "/p:$(x)"} }, ""},
		"name of a variable":       {func(c *Config) { c.Environment = map[string]string{"a;b": "x"} }, "environment.a;b: not a name"},
		"prefix of a variable":     {func(c *Config) { c.Environment = map[string]string{"RABBITMQ_PLUGINS_DIR": "x"} }, "environment.RABBITMQ_PLUGINS_DIR: Write PLUGINS_DIR"},
		"variable with an own":     {func(c *Config) { c.Environment = map[string]string{"NODENAME": "x"} }, "environment.NODENAME: follows from node"},
		"line break in a variable": {func(c *Config) { c.Environment = map[string]string{"PLUGINS_DIR": "x\ny"} }, "environment.PLUGINS_DIR: printable ASCII"},
		"advanced and own": {func(c *Config) { c.Advanced = []Advanced{setting("rabbit", "cluster_nodes", "[]")} },
			"advanced[0].key: of its own"},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			test.change(&c)
			resolved, problems := Resolve(c)
			var paths []string
			text := ""
			for _, p := range problems {
				if strings.HasPrefix(p.Path[0].Name, "settings") {
					p.Path = p.Path[:1] // whose elements are tested where they are put at attributes
				}
				paths = append(paths, p.Path.String())
				text += p.Error() + "\n"
			}
			slices.Sort(paths)
			wantPaths, wantText, _ := strings.Cut(test.want, ": ")
			if got := strings.Join(slices.Compact(paths), " "); got != wantPaths {
				t.Fatalf("problems at %q, want %q:\n%s", got, wantPaths, text)
			}
			if !strings.Contains(text, wantText) || strings.Contains(text, "sesame") {
				t.Errorf("got %s, want %q in it", text, wantText)
			}
			if reflect.DeepEqual(resolved, Resolved{}) != (len(problems) > 0) {
				t.Error("there is something to render in spite of problems, or nothing without any")
			}
		})
	}
}
