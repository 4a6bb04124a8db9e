package haproxyconfig

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

func TestSchemaIsValid(t *testing.T) {
	var resp datasource.SchemaResponse
	NewDataSource().Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
}

func TestRead(t *testing.T) {
	got, diags := read(t, amqp(nil))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	text := got.Config.ValueString()
	if !strings.Contains(text, "\n    server rabbit2 172.16.21.145:5672 check port 15672\n") || text != got.ConfigSensitive.ValueString() {
		t.Error(text)
	}
	sum := sha256.Sum256([]byte(text))
	if got.ConfigSHA256.ValueString() != hex.EncodeToString(sum[:]) {
		t.Error("config_sha256 is not that of the text")
	}
	for what, pair := range map[string][2]string{
		"endpoints":    {got.Endpoints.String(), `{"rabbitmq_amqp":["*:5672"]}`},
		"server_names": {got.ServerNames.String(), `["rabbitmq_amqp/rabbit1","rabbitmq_amqp/rabbit2"]`},
		"warnings":     {got.Warnings.String(), `[]`},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %s, want %s", what, pair[0], pair[1])
		}
	}
}

// TestSecretStaysOutOfConfig: an attribute is sensitive always or never, so the text moves.
func TestSecretStaysOutOfConfig(t *testing.T) {
	got, diags := read(t, amqp(object{"check": object{"username": "monitor", "password": "secret"}}))
	if diags.HasError() || !got.Config.IsNull() || !strings.Contains(got.ConfigSensitive.ValueString(), "Authorization") {
		t.Error(diags, got.Config, got.ConfigSensitive)
	}
	got, diags = read(t, amqp(object{"check": object{"authorization_env": "RABBITMQ_CHECK"}}))
	if diags.HasError() || !strings.Contains(got.Config.ValueString(), `"Basic ${RABBITMQ_CHECK}"`) {
		t.Error(diags, got.Config)
	}
}

func TestReadWarns(t *testing.T) {
	c := amqp(nil)
	c["timeout_client"] = "1m"
	got, diags := read(t, c)
	if diags.HasError() || diags.WarningsCount() != 1 || !strings.Contains(diags[0].Detail(), "timeout_client") || len(got.Warnings.Elements()) != 1 {
		t.Error(diags, got.Warnings)
	}
}

func TestReadRefuses(t *testing.T) {
	_, diags := read(t, amqp(object{"balance": "uri"}))
	if paths(diags) != "listener[0].balance" {
		t.Error(diags)
	}
}

func TestValidateConfig(t *testing.T) {
	for name, test := range map[string]struct {
		config object
		want   string
	}{
		"valid":                  {amqp(nil), ""},
		"node name":              {amqp(object{"server": list{object{"name": "rabbit@rabbit1", "address": "rabbit1"}}}), "listener[0].server[0].name"},
		"no server":              {amqp(object{"server": list{}}), "listener[0].server"},
		"unknown servers":        {amqp(object{"server": unknown{}}), ""},
		"unknown listeners":      {object{"listener": unknown{}}, ""},
		"unknown listener":       {object{"listener": list{unknown{}}}, ""},
		"unknown server":         {amqp(object{"server": list{unknown{}}}), ""},
		"unknown names":          {amqp(object{"server": list{object{"name": unknown{}, "address": unknown{}}, object{"name": unknown{}, "address": "b"}}}), ""},
		"null server":            {amqp(object{"server": list{nil}}), "listener[0].server[0].address listener[0].server[0].name"},
		"error beside unknown":   {amqp(object{"server": list{object{"name": "a", "address": unknown{}, "weight": 257}}}), "listener[0].server[0].weight"},
		"unknown line":           {amqp(object{"extra": list{unknown{}, "listen x"}}), "listener[0].extra[1]"},
		"interval may come":      {amqp(object{"slowstart": "4s", "check": object{"interval": unknown{}}}), ""},
		"slow start too short":   {amqp(object{"slowstart": "4s"}), "listener[0].slowstart"},
		"version may come":       {object{"haproxy_version": unknown{}, "listener": amqp(object{"tcp_keepalive": object{"client_count": 3}})["listener"]}, ""},
		"unknown check":          {amqp(object{"check": unknown{}}), ""},
		"unknown password":       {amqp(object{"check": object{"username": "a", "password": unknown{}}}), ""},
		"socket without path":    {object{"stats_socket": object{}, "listener": amqp(nil)["listener"]}, "stats_socket.path"},
		"socket's path may come": {object{"stats_socket": object{"path": unknown{}}, "listener": amqp(nil)["listener"]}, ""},
		"unknown blocks": {object{
			"stats": unknown{}, "stats_socket": unknown{}, "log_target": unknown{}, "listener": amqp(object{"bind": unknown{}, "tcp_keepalive": unknown{}})["listener"],
		}, ""},
		"no listener":            {object{"listener": list{}}, "listener"},
		"stats without password": {object{"stats": object{"admin": true}, "listener": amqp(nil)["listener"]}, "stats.admin"},
	} {
		t.Run(name, func(t *testing.T) {
			diags := validate(t, test.config)
			if got := paths(diags); got != test.want || diags.HasError() != (test.want != "") {
				t.Errorf("errors at %q, want %q: %v", got, test.want, diags)
			}
		})
	}
}

// paths are where the errors are, sorted.
func paths(diags diag.Diagnostics) string {
	var all []string
	for _, d := range diags.Errors() {
		if d, ok := d.(diag.DiagnosticWithPath); ok {
			all = append(all, d.Path().String())
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// TestProblemsPointAtAttributes holds the two sets of names together.
func TestProblemsPointAtAttributes(t *testing.T) {
	s := dataSourceSchema()
	bad := haproxy.Config{
		HAProxyVersion: "1", RabbitMQVersion: "x", MaxConn: new(0), NBThread: new(0), Heartbeat: new(-1), Retries: new(-1),
		HardStopAfter: "x", TimeoutConnect: "x", TimeoutClient: "x", TimeoutServer: "x", TimeoutCheck: "x", TimeoutQueue: "x",
		User: "\n", Group: "\n", Chroot: "\n", PIDFile: "\n", ExtraGlobal: []string{""}, ExtraDefaults: []string{""},
		LogTargets:  []haproxy.LogTarget{{Format: "x", Facility: "x"}},
		StatsSocket: &haproxy.StatsSocket{Mode: "x", Level: "x", User: "\n", Group: "\n"},
		Listeners: []haproxy.Listener{{
			Binds: []haproxy.Bind{{Address: "x", Port: new(0)}}, Balance: "x", SlowStart: "x", MaxConn: new(0), Extra: []string{""},
			TCPKeepAlive: haproxy.KeepAlive{
				Enabled: new(false), ClientIdle: "x", ClientInterval: "x", ClientCount: new(0), ServerIdle: "x", ServerInterval: "x", ServerCount: new(0),
			},
			Check: haproxy.Check{
				Interval: "x", FastInterval: "x", DownInterval: "x", Rise: new(0), Fall: new(0), Port: new(0), Path: "x", ExpectStatus: new(0),
				HostHeader: "\n", Username: "\n", Password: "\n", AuthorizationEnv: "\n",
			},
			Servers: []haproxy.Server{{
				Port: new(0), Weight: new(-1), MaxConn: new(-1), Disabled: true, CheckPort: new(0), CheckInterval: "x", CheckFastInterval: "x",
				CheckDownInterval: "x", CheckRise: new(0), CheckFall: new(0),
			}},
		}, {Protocol: "x", Name: "stats"}},
		Stats: &haproxy.Stats{Binds: []haproxy.Bind{{Port: new(0)}}, URI: "x", Realm: "\n", Username: "\n", Refresh: "x", Admin: true},
	}
	problems := bad.Validate()
	if len(problems) < 60 {
		t.Errorf("only %d problems", len(problems))
	}
	for _, p := range problems {
		for _, at := range append(p.Involves, p.Path) {
			if _, diags := s.TypeAtPath(t.Context(), attributePath(at)); diags.HasError() {
				t.Errorf("nothing at %s: %v", at, diags)
			}
		}
	}
}
