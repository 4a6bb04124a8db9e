package haproxy

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// golden are the configurations whose text is kept in testdata, by the name of the file.
var golden = map[string]Config{
	"today": {
		RabbitMQVersion: "4.3.6",
		LogTargets:      []LogTarget{{Address: "stdout"}},
		HardStopAfter:   "30s",
		Listeners:       []Listener{plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP)},
		Stats:           &Stats{},
	},
	"minimal":   {Listeners: []Listener{plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP)}},
	"classic":   classic(),
	"protocols": protocols(),
	"tls":       encrypted(),
	"proxy":     proxied(),
	"names":     named(),
	"words":     worded(),
	"management": {
		RabbitMQVersion: "4.1.1",
		StatsSocket:     &StatsSocket{Path: "/tmp/haproxy.sock", Level: "admin", Account: Account{UID: new(99), GID: new(99)}},
		Account:         Account{UID: new(99), GID: new(99)},
		LogTargets:      []LogTarget{{Address: "127.0.0.1:514", Format: "rfc5424", Facility: "daemon"}},
		Listeners: []Listener{
			with(plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP), func(l *Listener) { l.Check.Kind = loadbalancer.CheckAMQP }),
			plain("rabbitmq_management", loadbalancer.ProtocolManagement),
		},
		Stats: &Stats{
			Binds: []loadbalancer.Bind{{Address: "127.0.0.1", Port: new(8404)}, {Address: "::1", Port: new(8404)}},
			URI:   "/haproxy", Realm: "RabbitMQ's balancer", Username: "ops", Password: nastyPassword,
			Refresh: "5s", Admin: true,
		},
	},
	"amqps": {
		RabbitMQVersion: "4.3.6",
		Listeners: []Listener{{
			Listener: loadbalancer.Listener{
				Name: "rabbitmq_amqps", Protocol: loadbalancer.ProtocolAMQPS, Servers: three(),
				Binds: []loadbalancer.Bind{{Address: "0.0.0.0", Port: new(5671)}, {Address: "2001:db8::10"}},
			},
			TCPKeepAlive: KeepAlive{ClientIdle: "60s", ClientInterval: "10s", ClientCount: new(3), ServerIdle: "1m", ServerInterval: "10000", ServerCount: new(3)},
		}},
	},
	"haproxy-2.2": {
		HAProxyVersion: "2.2", RabbitMQVersion: "3.10.8",
		NBThread: new(2), Account: Account{User: "nobody", GID: new(65534)}, Chroot: "/tmp", PIDFile: "/tmp/haproxy 1.pid",
		TimeoutQueue: "30s", Timeouts: loadbalancer.Timeouts{Heartbeat: new(30)},
		Listeners: []Listener{
			{
				Listener: loadbalancer.Listener{Name: "lab", Balance: "source", MaxConn: new(1000), Servers: []loadbalancer.Server{
					{Name: "a", Address: "127.0.0.1", Port: new(5672), CheckPort: new(15672), Weight: new(0)},
					{Name: "b", Address: "::1", Port: new(5673), CheckPort: new(15673), MaxConn: new(500), CheckRise: new(1), CheckFall: new(1)},
					{Name: "c", Address: "localhost", Port: new(5674), Backup: true, Disabled: true, CheckFastInterval: "500ms"},
				}},
				Check: Check{Check: loadbalancer.Check{Path: "/api/health/checks/virtual-hosts", Interval: "10s"}, AuthorizationEnv: "RABBITMQ_CHECK"},
				Extra: []string{"option clitcpka"},
			},
			{
				Listener: loadbalancer.Listener{
					Name: "unchecked", Binds: []loadbalancer.Bind{{Port: new(5673)}}, OnMarkedDownShutdown: new(false), SlowStart: "0", Servers: three(),
				},
				Check: Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckNone}}, TCPKeepAlive: KeepAlive{Enabled: new(false)},
			},
		},
		ExtraGlobal: []string{"spread-checks 5"}, ExtraDefaults: []string{"  option splice-auto"},
	},
}

// warned are how many warnings belong to a golden file: stream clients behind a balancer; PROXY headers that no check
// sees refused; connections that come from one port, and a secure cookie without TLS.
var warned = map[string]int{"protocols": 2, "proxy": 3, "words": 2}

// plain is a listener in front of three servers with everything else left out.
func plain(name, protocol string) Listener {
	return Listener{Listener: loadbalancer.Listener{Name: name, Protocol: protocol, Servers: three()}}
}

func with(l Listener, change func(*Listener)) Listener {
	change(&l)
	return l
}

func three() []loadbalancer.Server {
	return []loadbalancer.Server{
		{Name: "rabbit1", Address: "172.16.21.144"},
		{Name: "rabbit2", Address: "172.16.21.145"},
		{Name: "rabbit3", Address: "172.16.21.146"},
	}
}

func TestGolden(t *testing.T) {
	for name, c := range golden {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".cfg")
			resolved := mustResolve(t, c)
			got, err := resolved.Render()
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the text differs from %s (rewrite it with go test -update if that is meant); got:\n%s", file, got)
			}
			if !strings.HasSuffix(got, "\n") {
				t.Error("no line break at the end, which HAProxy refuses from 2.3 on")
			}
			if warnings := resolved.Warnings(); len(warnings) != warned[name] {
				t.Errorf("want %d warnings: %q", warned[name], warnings)
			}
		})
	}
}

func haproxyBinary(t *testing.T) string {
	t.Helper()
	binary, err := exec.LookPath("haproxy")
	if err != nil {
		t.Skip("haproxy is not on PATH")
	}
	return binary
}

// TestTimeoutsOfNone: HAProxy takes them, with a warning, so that they are no part of the golden files.
func TestTimeoutsOfNone(t *testing.T) {
	c := golden["minimal"]
	c.Timeouts = loadbalancer.Timeouts{TimeoutConnect: "0", TimeoutClient: "0s", TimeoutServer: "0"}
	file := filepath.Join(t.TempDir(), "haproxy.cfg")
	text := mustRender(t, c)
	for _, want := range []string{"timeout connect 0\n", "timeout client 0s\n", "timeout server 0\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(haproxyBinary(t), "-c", "-f", file).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// TestRefusedInTheOldForm holds the reason for the line "bind": the address after the section's name, as files
// of HAProxy 1.4 have it, is refused by every version since.
func TestRefusedInTheOldForm(t *testing.T) {
	file := filepath.Join(t.TempDir(), "haproxy.cfg")
	old := strings.ReplaceAll(mustRender(t, classic()), "listen rabbitmq\n", "listen rabbitmq 0.0.0.0:56720\n")
	if err := os.WriteFile(file, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(haproxyBinary(t), "-c", "-f", file).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "bind") {
		t.Errorf("err %v, output %s", err, out)
	}
}

func mustResolve(t testing.TB, c Config) Resolved {
	t.Helper()
	resolved, problems := Resolve(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return resolved
}

func mustRender(t testing.TB, c Config) string {
	t.Helper()
	text, err := mustResolve(t, c).Render()
	if err != nil {
		t.Fatal(err)
	}
	return text
}
