package rabbitmqconf

import (
	"strings"
	"testing"
)

// TestProblemsOfOneNode: whatever is checked for all nodes is checked for what one of them has of its own.
func TestProblemsOfOneNode(t *testing.T) {
	cert := &TLS{CACertFile: "/a", CertFile: "/c", KeyFile: "/k"}
	for name, test := range map[string]struct {
		change func(c *Config, n *NodeSettings)
		want   string // the path, and a part of the text after a colon
	}{
		"nothing": {func(*Config, *NodeSettings) {}, ""},
		"port of another protocol": {func(_ *Config, n *NodeSettings) {
			n.Listeners = []Listener{{Protocol: "amqp", Port: new(15672)}, {Protocol: "management"}}
		}, "node[1].listener[1]: node[1].listener[0] has it already"},
		"port of a listener for all": {func(c *Config, n *NodeSettings) {
			c.Listeners, n.Listeners = []Listener{{Protocol: "management", Port: new(8080)}}, []Listener{{Protocol: "amqp", Port: new(8080)}}
		}, "node[1].listener[0]: listener[0] has it already"},
		"port of a setting": {func(c *Config, n *NodeSettings) {
			c.Listeners, n.Settings = []Listener{{Protocol: "amqp"}}, map[string]string{"listeners.ssl.1": "5672"}
		}, "node[1].settings.listeners.ssl.1: listener[0] has it already"},
		"other listener for all gives way": {func(c *Config, n *NodeSettings) {
			c.Listeners, n.Listeners = []Listener{{Protocol: "amqp", Address: "::1"}}, []Listener{{Protocol: "amqp", Address: "10.0.0.1"}}
		}, ""},
		"two keys": {func(c *Config, n *NodeSettings) {
			c.DiskFreeLimit, n.Settings = "5GB", map[string]string{"disk_free_limit.relative": "1.0"}
		}, "node[1].settings.disk_free_limit.relative: disk_free_limit.absolute"},
		"unknown key": {func(_ *Config, n *NodeSettings) { n.Settings = map[string]string{"heart_beat": "1"} }, "node[1].settings.heart_beat: Is heartbeat meant?"},
		"secret":      {func(_ *Config, n *NodeSettings) { n.Settings = map[string]string{"ssl_options.password": "sesame"} }, "node[1].settings.ssl_options.password: is a secret"},
		"key that gives way": {func(c *Config, n *NodeSettings) {
			c.Settings, n.SensitiveSettings = map[string]string{"heartbeat": "1"}, map[string]string{"heartbeat": "2"}
		}, ""},
		"first boot": {func(c *Config, n *NodeSettings) {
			c.DefaultUser, c.DefaultPass = "ops", "sesame"
			n.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_min_password_length", "credential_validator.min_length": "80"}
		}, "default_pass: On rabbit@rabbit2: The first boot creates"},
		"variable": {func(_ *Config, n *NodeSettings) { n.Environment = map[string]string{"PLUGIN_DIR": "/p"} }, "node[1].environment.PLUGIN_DIR: Is PLUGINS_DIR meant?"},
		"own node": {func(_ *Config, n *NodeSettings) { n.Environment = map[string]string{"NODENAME": "x"} }, "node[1].environment.NODENAME: follows from node"},
		"plugin":   {func(_ *Config, n *NodeSettings) { n.Listeners = []Listener{{Protocol: "mqtt"}} }, "node[1].listener[0].protocol: rabbitmq_mqtt"},
		"term":     {func(_ *Config, n *NodeSettings) { n.Advanced = []Advanced{setting("rabbit", "a", "B")} }, "node[1].advanced[0].value: without a dot"},
		"term that takes a setting's place": {func(c *Config, n *NodeSettings) {
			c.Settings, n.Advanced = map[string]string{"heartbeat": "1"}, []Advanced{setting("rabbit", "heartbeat", "1")}
		}, "node[1].advanced[0].key: replaces the whole of heartbeat"},
		"distribution port": {func(_ *Config, n *NodeSettings) { n.DistributionPort = new(0) }, "node[1].distribution_port: 0 is not"},
		"relative file":     {func(c *Config, n *NodeSettings) { c.TLS, n.TLS = cert, &CertificateFiles{CertFile: "c.pem"} }, "node[1].tls.certfile: slash"},
		"file of nobody else": {func(c *Config, n *NodeSettings) {
			c.TLS, n.TLS = &TLS{KeyFile: "/k"}, &CertificateFiles{CertFile: "/c"}
		}, "tls.certfile: On rabbit@rabbit1: Give the absolute path"},
		"no file":                  {func(c *Config, n *NodeSettings) { c.TLS, n.TLS = cert, &CertificateFiles{} }, "node[1].tls: at least one file"},
		"TLS between nodes of one": {func(_ *Config, n *NodeSettings) { n.InterNodeTLS = &CertificateFiles{CertFile: "/c"} }, "node[1].inter_node_tls: for all nodes or for none"},
		"certificate for TLS": {func(_ *Config, n *NodeSettings) {
			n.Listeners = []Listener{{Protocol: "amqps"}}
		}, "node[1].listener[0].protocol: needs the block tls"},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			test.change(&c, &c.Nodes[1].NodeSettings)
			_, problems := Resolve(c)
			wantPath, wantText, _ := strings.Cut(test.want, ": ")
			if len(problems) == 0 && test.want == "" {
				return
			}
			for _, p := range problems {
				if strings.Contains(p.Error(), "sesame") {
					t.Error(p)
				}
				if p.Path.String() == wantPath && strings.Contains(p.Error(), wantText) && test.want != "" {
					return
				}
			}
			t.Errorf("got %v, want %q", problems, test.want)
		})
	}
}

// TestFilesOfEachNode: every node has what is for all, with its own in the place of it.
func TestFilesOfEachNode(t *testing.T) {
	c := valid()
	c.TLS = &TLS{CACertFile: "/ca", CertFile: "/all", KeyFile: "/key"}
	c.Settings = map[string]string{"heartbeat": "10", "log.file.level": "info"}
	c.Environment = map[string]string{"LOG_BASE": "/log", "CONFIG_FILE": "/srv/rabbitmq"}
	c.Listeners = []Listener{{Protocol: "amqps"}, {Protocol: "management"}}
	c.Advanced = []Advanced{setting("rabbit", "a", "1"), setting("rabbit", "b", "2")}
	c.Nodes[1].NodeSettings = NodeSettings{
		TLS: &CertificateFiles{CertFile: "/second"}, Settings: map[string]string{"heartbeat": "20"}, Environment: map[string]string{"LOG_BASE": "/second"},
		Listeners:        []Listener{{Protocol: "amqps", Address: "10.0.0.2"}, {Protocol: "amqp", Port: new(5000)}},
		DistributionPort: new(25001), Advanced: []Advanced{setting("rabbit", "b", "3")},
	}
	r := mustResolve(t, c)
	files := r.NodeFiles()
	for node, wants := range map[string]map[string][]string{
		"rabbit@rabbit1": {
			"/srv/rabbitmq.conf": {"heartbeat = 10\n", "log.file.level = info\n", "ssl_options.certfile = /all\n", "listeners.ssl.1 = 5671\n"},
			envPath:              {"LOG_BASE='/log'\n"}, advancePath: {"{a, 1}", "{b, 2}"},
		},
		"rabbit@rabbit2": {
			"/srv/rabbitmq.conf": {
				"heartbeat = 20\n", "log.file.level = info\n", "ssl_options.certfile = /second\n", "ssl_options.keyfile = /key\n",
				"listeners.ssl.1 = 10.0.0.2:5671\n", "listeners.tcp.1 = 5000\n", "management.tcp.port = 15672\n",
			},
			envPath: {"LOG_BASE='/second'\n", "DIST_PORT=25001\n"}, advancePath: {"{a, 1}", "{b, 3}"},
		},
	} {
		for path, texts := range wants {
			for _, want := range texts {
				if strings.Count(files[node][path], want) != 1 {
					t.Errorf("%s: %q is not once in %s:\n%s", node, want, path, files[node][path])
				}
			}
		}
	}
	if !r.ConfDiffers() || !r.TermsDiffer() || len(files) != 3 {
		t.Error("the nodes do not differ")
	}
	numbers := map[int]bool{}
	for _, port := range r.Ports() {
		numbers[port.Port] = true
	}
	for _, want := range []int{5000, 5671, 5672, 15672, 25672, 25001} {
		if !numbers[want] {
			t.Errorf("no port %d", want)
		}
	}
}

// TestNodesThatDifferInOneFile: what is the same on all nodes is still one text.
func TestNodesThatDifferInOneFile(t *testing.T) {
	c := valid()
	c.Nodes[1].Environment = map[string]string{"LOG_BASE": "/log"}
	if r := mustResolve(t, c); r.ConfDiffers() || r.TermsDiffer() {
		t.Error("only the environment differs")
	}
	c.Nodes[1].SensitiveSettings = map[string]string{"ssl_options.password": "sesame"}
	if r := mustResolve(t, c); !r.ConfDiffers() || r.TermsDiffer() || !r.HasSecret() || !r.HasNodeSecret() {
		t.Error("rabbitmq.conf differs, and holds a secret")
	}
}
