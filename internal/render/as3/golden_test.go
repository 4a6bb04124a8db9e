package as3

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// golden are the configurations whose declaration is kept in testdata, indented, by the name of the file.
var golden = map[string]Config{
	"minimal": {Tenant: "rabbitmq_prod", Listeners: []Listener{amqp()}},
	"today": {
		Tenant: "rabbitmq_prod", Application: "messaging", DeclarationID: "rabbitmq-ha", Label: "RabbitMQ", Remark: "three nodes, team messaging",
		RabbitMQVersion: "4.3.6",
		Listeners: []Listener{
			amqp(),
			{
				Listener: loadbalancer.Listener{Name: "management", Protocol: loadbalancer.ProtocolManagement, Binds: at("10.0.0.10"), Servers: three()},
				Check:    Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckTCP}},
			},
		},
	},
	"passthrough": {
		Tenant: "rabbitmq_prod", SchemaVersion: "3.29.0", RabbitMQVersion: "3.10.8",
		Timeouts: loadbalancer.Timeouts{TimeoutClient: "1h", TimeoutServer: "30s", Heartbeat: new(10)},
		Listeners: []Listener{{
			Listener: loadbalancer.Listener{
				Name: "amqps", Protocol: loadbalancer.ProtocolAMQPS, Servers: three(), MaxConn: new(5000), SlowStart: "0", OnMarkedDownShutdown: new(false),
				Binds:          []loadbalancer.Bind{{Address: "10.0.0.10"}, {Address: "2001:db8::10"}, {Address: "10.0.0.10", Port: new(443)}},
				AllowedSources: []string{"10.0.0.0/8", "192.168.7.1", "2001:db8::/32"},
			},
			TCPKeepAlive: KeepAlive{ClientInterval: "5m"},
			Check:        Check{Check: loadbalancer.Check{Interval: "10s", Rise: new(1), Fall: new(2)}, TLS: &CheckTLS{}},
		}},
	},
	"terminated": {
		Tenant: "rabbitmq_prod", SNAT: "/Common/brokers", ShareNodes: new(false), Retries: new(0), RabbitMQVersion: "4.3.6",
		Listeners: []Listener{
			{
				Listener: loadbalancer.Listener{Name: "amqps", Protocol: loadbalancer.ProtocolAMQPS, Binds: at("10.0.0.10"), Servers: three()},
				TLS:      TLS{ClientSSLProfile: "/Common/rabbitmq-clientssl"},
			},
			{
				Listener: loadbalancer.Listener{Name: "mqtts", Protocol: loadbalancer.ProtocolMQTTS, Binds: at("10.0.0.10"), Servers: three()},
				TLS:      TLS{ClientSSLProfile: "/Common/rabbitmq-clientssl", ServerSSLProfile: "/Common/serverssl"},
				Check:    Check{TLS: &CheckTLS{ServerSSLProfile: "/Common/serverssl"}},
			},
		},
	},
	"servers": {
		Tenant: "rabbitmq_prod",
		Listeners: []Listener{{
			Listener: loadbalancer.Listener{Name: "lab", Balance: "roundrobin", Binds: at("10.0.0.10"), Servers: []loadbalancer.Server{
				{Name: "a", Address: "172.16.21.144", Port: new(5672), Weight: new(100), MaxConn: new(1000)},
				{Name: "b", Address: "2001:db8::1", Port: new(5673), CheckPort: new(15673), Drained: true},
				{Name: "c", Address: "rabbit3.example.com.", Port: new(5672), Backup: true},
				{Name: "d", Address: "172.16.21.145", Port: new(5672), Weight: new(0)},
				{Name: "e", Address: "172.16.21.146", Port: new(5672), CheckPort: new(15672), Disabled: true},
			}},
			Check: Check{Check: loadbalancer.Check{Path: "/api/health/checks/virtual-hosts", Username: "monitor", Password: nastyPassword, HostHeader: "rabbit:15672", ExpectStatus: new(200)}},
		}, {
			Listener: loadbalancer.Listener{Name: "unchecked", Binds: []loadbalancer.Bind{{Address: "10.0.0.11"}}, Servers: []loadbalancer.Server{
				{Name: "a", Address: "172.16.21.144", Port: new(5672), Weight: new(1)}, {Name: "b", Address: "172.16.21.145", Port: new(5672), Weight: new(2)},
			}},
			Check: Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckNone}},
		}},
	},
}

const nastyPassword = `p a"s's$w#o\rd${HOME}%é` + "`*tenant`"

func at(address string) []loadbalancer.Bind { return []loadbalancer.Bind{{Address: address}} }

func three() []loadbalancer.Server {
	return []loadbalancer.Server{
		{Name: "rabbit1", Address: "172.16.21.144"}, {Name: "rabbit2", Address: "172.16.21.145"}, {Name: "rabbit3", Address: "172.16.21.146"},
	}
}

func amqp() Listener {
	return Listener{Listener: loadbalancer.Listener{Name: "amqp", Binds: at("10.0.0.10"), Servers: three()}}
}

func mustResolve(t testing.TB, c Config) Resolved {
	t.Helper()
	resolved, problems := Resolve(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return resolved
}

func mustRender(t testing.TB, c Config) Documents {
	t.Helper()
	d, err := mustResolve(t, c).Render()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGolden(t *testing.T) {
	for name, c := range golden {
		t.Run(name, func(t *testing.T) {
			text := mustRender(t, c).Request
			var got bytes.Buffer
			if err := json.Indent(&got, []byte(text+"\n"), "", "  "); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("the text differs from %s (rewrite it with go test -update if that is meant):\n%s", file, diff)
			}
			if warnings := mustResolve(t, c).Warnings(); len(warnings) > 0 {
				t.Errorf("unexpected warnings: %q", warnings)
			}
			t.Run("schema", func(t *testing.T) {
				if err := completeSchema(t).Validate(decode(t, text)); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestCanonical: the text is that of jsonencode in Terraform and of the resource bigip_as3, which both sort and compact.
func TestCanonical(t *testing.T) {
	for name, c := range golden {
		d := mustRender(t, c)
		for _, text := range []string{d.Request, d.PerApplication} {
			if text == "" {
				continue
			}
			again, err := json.Marshal(decode(t, text))
			if err != nil || string(again) != text {
				t.Errorf("%s: %v\n%s\n%s", name, err, text, again)
			}
		}
		if mustRender(t, c) != d {
			t.Errorf("%s: rendered again it is another text", name)
		}
	}
}

// TestPerApplication: the two forms differ in what is around the application, and bigip_as3 finds nothing else when it
// reads the second.
func TestPerApplication(t *testing.T) {
	for name, c := range golden {
		d := mustRender(t, c)
		if c.SchemaVersion == "3.29.0" {
			if d.PerApplication != "" {
				t.Errorf("%s: AS3 3.29.0 knows no per-application declarations", name)
			}
			continue
		}
		filled := mustResolve(t, c).config
		request, _ := decode(t, d.Request).(map[string]any)
		declaration, _ := request["declaration"].(map[string]any)
		tenant, _ := declaration[c.Tenant].(map[string]any)
		want := map[string]any{"schemaVersion": filled.SchemaVersion, filled.Application: tenant[filled.Application]}
		if diff := cmp.Diff(want, decode(t, d.PerApplication)); diff != "" || tenant[filled.Application] == nil {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
