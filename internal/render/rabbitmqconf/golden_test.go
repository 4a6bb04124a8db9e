package rabbitmqconf

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata, and keys.tsv where -keys is given")

func three() []Node {
	return []Node{
		{Name: "rabbit@rabbit1", Address: "172.16.21.144"},
		{Name: "rabbit@rabbit2", Address: "172.16.21.145"},
		{Name: "rabbit@rabbit3", Address: "172.16.21.146"},
	}
}

// golden are the configurations whose texts are kept in testdata, by the name of the folder.
var golden = map[string]Config{
	"three-nodes-4.3": {
		RabbitMQVersion: "4.3.6", ClusterName: "orders", Nodes: three(), DefaultQueueType: "quorum",
		VMMemoryHighWatermark: "0.6", DiskFreeLimit: "5GB",
	},
	"three-nodes-3.8": {RabbitMQVersion: "3.8.9", Nodes: three(), Heartbeat: new(30), LoopbackUsers: []string{}, DefaultUser: "ops", DefaultPass: "o'clock \"$x\\y"},
	"classic":         {RabbitMQVersion: "3.8.9", Nodes: []Node{{Name: "rabbit@rabbit1"}, {Name: "rabbit@rabbit2"}}},
	"everything": {
		RabbitMQVersion: "4.1.0", ClusterName: "a # b ", TargetClusterSizeHint: new(5), ClusterPartitionHandling: "autoheal",
		Nodes: []Node{
			{Name: "rabbit@a.example.com", Address: "10.0.0.1"}, {Name: "rabbit@b.example.com", Address: "2001:db8::2"},
			{Name: "rabbit@10.0.0.3", Address: "10.0.0.3"},
		},
		DefaultUser: "ops", DefaultPass: "#1 for ops", LoopbackUsers: []string{"guest", "j.doe"}, DefaultQueueType: "quorum",
		DeprecatedFeatures: map[string]bool{"transient_nonexcl_queues": false, "global_qos": true},
		Heartbeat:          new(0), ChannelMax: new(128), VMMemoryHighWatermark: "4GB", DiskFreeLimit: "1.5",
		Listeners: []Listener{
			{Protocol: "amqps"}, {Protocol: "amqps", Address: "::1", Port: new(5670)}, {Protocol: "mqtts", Address: "10.0.0.1"},
			{Protocol: "streams"}, {Protocol: "management_tls", Address: "127.0.0.1", Port: new(443)}, {Protocol: "prometheus"},
		},
		TLS: &TLS{
			CACertFile: "/etc/rabbitmq/ca.pem", CertFile: "/etc/rabbitmq/cert.pem", KeyFile: "/etc/rabbitmq/key.pem",
			Verify: "verify_peer", FailIfNoPeerCert: new(true), Versions: []string{"tlsv1.3", "tlsv1.2"}, Only: true,
		},
		Environment:   map[string]string{"SERVER_ADDITIONAL_ERL_ARGS": "-proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter_node_tls.config", "PLUGINS_DIR": "/opt/o'clock/$x"},
		ProxyProtocol: new(true), DistributionPort: new(25000), LimitNOFILE: new(500000),
		Plugins:           []string{"rabbitmq_management", "rabbitmq_mqtt", "rabbitmq_stream", "rabbitmq_prometheus", "rabbitmq_web_stomp"},
		Settings:          map[string]string{"raft.wal_max_size_bytes": "64000000", "collect_statistics_interval": "10000"},
		SensitiveSettings: map[string]string{"ssl_options.password": "sesame"},
		Advanced: []Advanced{
			{Application: "rabbit", Key: "quorum_tick_interval", Value: "1000"}, {Application: "kernel", Key: "inet_dist_use_interface", Value: "{127,0,0,1}"},
			{Application: "rabbit", Key: "log", Value: "[{exchange,\n  [{enabled, true}, {level, <<\"a/b\"/utf8>>}]}]"}, {Application: "ra", Key: "m", Value: "#{a=>'B c',1.5=>\"x\\\"y\"}"},
		},
	},
}

// perNode is a configuration whose nodes differ, with TLS between them.
var perNode = Config{
	RabbitMQVersion: "4.3.6", TLS: &TLS{CACertFile: "/etc/rabbitmq/tls/ca.pem", KeyFile: "/etc/rabbitmq/tls/key.pem"},
	InterNodeTLS: &InterNodeTLS{
		CertificateFiles: CertificateFiles{CACertFile: "/etc/rabbitmq/tls/ca.pem", CertFile: "/etc/rabbitmq/tls/cert.pem", KeyFile: "/etc/rabbitmq/tls/key.pem"},
		Depth:            new(2), Versions: []string{"tlsv1.3", "tlsv1.2"},
	},
	Listeners:   []Listener{{Protocol: "amqps"}},
	Environment: map[string]string{"SERVER_ADDITIONAL_ERL_ARGS": "+S 2:2", "ERL_CRASH_DUMP_SECONDS": "0"},
	Nodes: []Node{
		{Name: "rabbit@a.example.com", NodeSettings: NodeSettings{
			TLS: &CertificateFiles{CertFile: "/etc/rabbitmq/tls/a.pem"}, Listeners: []Listener{{Protocol: "amqps", Address: "10.0.0.1"}},
		}},
		{Name: "rabbit@b.example.com", NodeSettings: NodeSettings{
			TLS: &CertificateFiles{CertFile: "/etc/rabbitmq/tls/b.pem"}, InterNodeTLS: &CertificateFiles{CertFile: "/etc/rabbitmq/tls/b.pem"},
			DistributionPort: new(25001), Environment: map[string]string{"LOGS": "-"}, Settings: map[string]string{"heartbeat": "30"},
			Advanced: []Advanced{{Application: "rabbit", Key: "quorum_tick_interval", Value: "1000"}},
		}},
		{Name: "rabbit@c.example.com", NodeSettings: NodeSettings{TLS: &CertificateFiles{CertFile: "/etc/rabbitmq/tls/c.pem"}}},
	},
}

func (f Files) byName() map[string]string {
	all := map[string]string{
		"rabbitmq.conf": f.RabbitMQConf, "advanced.config": f.AdvancedConfig, "rabbitmq.config": f.RabbitMQConfig,
		"enabled_plugins": f.EnabledPlugins, "hosts": f.EtcHosts, "limits.conf": f.SystemdLimits,
	}
	for node, text := range f.RabbitMQEnvConf {
		all["rabbitmq-env.conf."+node] = text
	}
	return all
}

func mustResolve(t testing.TB, c Config) Resolved {
	t.Helper()
	resolved, problems := Resolve(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return resolved
}

func TestGolden(t *testing.T) {
	texts := map[string]map[string]string{}
	for name, c := range golden {
		texts[name] = mustResolve(t, c).Files().byName()
	}
	for node, files := range mustResolve(t, perNode).NodeFiles() {
		name := "per-node." + node
		texts[name] = map[string]string{}
		for path, text := range files {
			texts[name][filepath.Base(path)] = text
		}
	}
	for name, all := range texts {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join("testdata", name)
			if *update {
				if err := os.MkdirAll(folder, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for _, file := range slices.Sorted(maps.Keys(all)) {
				got, path := all[file], filepath.Join(folder, file)
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("the text differs from %s (rewrite it with go test -update if that is meant); got:\n%s", path, got)
				}
				if got != "" && !strings.HasSuffix(got, "\n") {
					t.Errorf("%s has no line break at the end", path)
				}
			}
		})
	}
}
