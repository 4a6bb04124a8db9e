package bigipas3

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/as3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// amqp is a configuration with one listener, which has the given attributes in addition to its name, address and servers.
func amqp(with kit.Object) kit.Object {
	l := kit.Object{
		"name": "amqp", "bind": kit.List{kit.Object{"address": "10.0.0.10"}},
		"server": kit.List{
			kit.Object{"name": "rabbit1", "address": "172.16.21.144"},
			kit.Object{"name": "rabbit2", "address": "172.16.21.145"},
		},
	}
	for name, value := range with {
		l[name] = value
	}
	return kit.Object{"tenant": "rabbitmq_prod", "listener": kit.List{l}}
}

// with is the configuration with further attributes beside its listener.
func with(config, attributes kit.Object) kit.Object {
	for name, value := range attributes {
		config[name] = value
	}
	return config
}

func read(t *testing.T, from kit.Object) (model, diag.Diagnostics) {
	t.Helper()
	var m model
	diags := kit.Read(t, NewDataSource(), from, &m)
	return m, diags
}

func TestSchemaIsValid(t *testing.T) {
	if diags := kit.Schema(t, NewDataSource()).ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
}

func TestRead(t *testing.T) {
	got, diags := read(t, amqp(nil))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	text := got.AS3JSON.ValueString()
	if !json.Valid([]byte(text)) || !strings.Contains(text, `"serverAddresses":["172.16.21.145"]`) || text != got.AS3JSONSensitive.ValueString() {
		t.Error(text)
	}
	alone := got.AS3PerAppJSON.ValueString()
	if !json.Valid([]byte(alone)) || strings.Contains(alone, "rabbitmq_prod") || alone != got.AS3PerAppJSONSensitive.ValueString() {
		t.Error(alone)
	}
	sum := sha256.Sum256([]byte(text))
	if got.AS3SHA256.ValueString() != hex.EncodeToString(sum[:]) {
		t.Error("as3_sha256 is not that of the text")
	}
	if s := got.Endpoints.String(); s != `{"amqp":["10.0.0.10:5672"]}` {
		t.Error(s)
	}
	if s := got.Warnings.String(); s != `[]` {
		t.Error(s)
	}
}

// TestSecretStaysOutOfPlainOutputs: an attribute is sensitive always or never, so the text moves.
func TestSecretStaysOutOfPlainOutputs(t *testing.T) {
	got, diags := read(t, amqp(kit.Object{"check": kit.Object{"username": "monitor", "password": "sesame"}}))
	if diags.HasError() || !got.AS3JSON.IsNull() || !got.AS3PerAppJSON.IsNull() {
		t.Error(diags, got.AS3JSON, got.AS3PerAppJSON)
	}
	for _, text := range []string{got.AS3JSONSensitive.ValueString(), got.AS3PerAppJSONSensitive.ValueString()} {
		if !strings.Contains(text, `"ciphertext":"c2VzYW1l"`) {
			t.Error("no password in the sensitive text")
		}
	}
	s := kit.Schema(t, NewDataSource())
	for name, want := range map[string]bool{"as3_json": false, "as3_json_sensitive": true, "as3_per_app_json": false, "as3_per_app_json_sensitive": true} {
		if s.Attributes[name].IsSensitive() != want {
			t.Errorf("%s: sensitive should be %v", name, want)
		}
	}
}

func TestOldSchemaHasNoPerApplicationForm(t *testing.T) {
	got, diags := read(t, with(amqp(nil), kit.Object{"schema_version": "3.36.0"}))
	if diags.HasError() || !got.AS3PerAppJSON.IsNull() || !got.AS3PerAppJSONSensitive.IsNull() || !strings.Contains(got.AS3JSON.ValueString(), "3.36.0") {
		t.Error(diags, got.AS3PerAppJSON)
	}
}

func TestReadWarns(t *testing.T) {
	got, diags := read(t, with(amqp(nil), kit.Object{"timeout_client": "60s"}))
	if diags.HasError() || diags.WarningsCount() != 1 || !strings.Contains(diags[0].Detail(), "timeout_client") || len(got.Warnings.Elements()) != 1 {
		t.Error(diags, got.Warnings)
	}
}

func TestReadRefuses(t *testing.T) {
	_, diags := read(t, amqp(kit.Object{"balance": "source"}))
	if kit.Paths(diags) != "listener[0].balance" {
		t.Error(diags)
	}
}

func TestValidateConfig(t *testing.T) {
	for name, test := range map[string]struct {
		config kit.Object
		want   string
	}{
		"valid":                   {amqp(nil), ""},
		"no virtual address":      {amqp(kit.Object{"bind": kit.List{}}), "listener[0].bind"},
		"block without address":   {amqp(kit.Object{"bind": kit.List{kit.Object{"port": 5672}}}), "listener[0].bind"},
		"address may come":        {amqp(kit.Object{"bind": kit.List{kit.Object{"address": kit.Unknown{}}}}), ""},
		"addresses may come":      {amqp(kit.Object{"bind": kit.Unknown{}}), ""},
		"node name":               {amqp(kit.Object{"server": kit.List{kit.Object{"name": "rabbit@rabbit1", "address": "rabbit1"}}}), "listener[0].server[0].name"},
		"unknown servers":         {amqp(kit.Object{"server": kit.Unknown{}}), ""},
		"unknown server":          {amqp(kit.Object{"server": kit.List{kit.Unknown{}}}), ""},
		"error beside unknown":    {amqp(kit.Object{"server": kit.List{kit.Object{"name": "a", "address": kit.Unknown{}, "weight": 101}}}), "listener[0].server[0].weight"},
		"unknown listeners":       {kit.Object{"tenant": "a", "listener": kit.Unknown{}}, ""},
		"unknown listener":        {kit.Object{"tenant": "a", "listener": kit.List{kit.Unknown{}}}, ""},
		"unknown tenant":          {with(amqp(nil), kit.Object{"tenant": kit.Unknown{}}), ""},
		"name of AS3's":           {with(amqp(nil), kit.Object{"tenant": "Common"}), "tenant"},
		"time-out may come":       {with(amqp(kit.Object{"tcp_keepalive": kit.Object{"client_interval": "4h"}}), kit.Object{"timeout_client": kit.Unknown{}}), ""},
		"probes too late":         {amqp(kit.Object{"tcp_keepalive": kit.Object{"client_interval": "4h"}}), "listener[0].tcp_keepalive.client_interval"},
		"unknown check":           {amqp(kit.Object{"check": kit.Unknown{}}), ""},
		"unknown password":        {amqp(kit.Object{"check": kit.Object{"username": "a", "password": kit.Unknown{}}}), ""},
		"AMQP monitor":            {amqp(kit.Object{"check": kit.Object{"kind": "amqp"}}), "listener[0].check.kind"},
		"profile of a plain one":  {amqp(kit.Object{"tls": kit.Object{"client_ssl_profile": "/Common/a"}}), "listener[0].tls.client_ssl_profile"},
		"protocol may come":       {amqp(kit.Object{"protocol": kit.Unknown{}, "tls": kit.Object{"client_ssl_profile": "/Common/a"}}), ""},
		"profile of the check":    {amqp(kit.Object{"check": kit.Object{"tls": kit.Object{"server_ssl_profile": "a"}}}), "listener[0].check.tls.server_ssl_profile"},
		"unknown source":          {amqp(kit.Object{"allowed_sources": kit.List{kit.Unknown{}, "10.0.0.1/8"}}), "listener[0].allowed_sources[1]"},
		"sources of other family": {amqp(kit.Object{"allowed_sources": kit.List{"2001:db8::/32"}}), "listener[0].allowed_sources"},
		"sources may come":        {amqp(kit.Object{"allowed_sources": kit.List{"2001:db8::/32", kit.Unknown{}}}), ""},
		"no listener":             {kit.Object{"tenant": "a", "listener": kit.List{}}, "listener"},
	} {
		t.Run(name, func(t *testing.T) {
			diags := kit.Validate(t, NewDataSource(), test.config)
			if got := kit.Paths(diags); got != test.want || diags.HasError() != (test.want != "") {
				t.Errorf("errors at %q, want %q: %v", got, test.want, diags)
			}
		})
	}
}

// TestProblemsPointAtAttributes holds the two sets of names together.
func TestProblemsPointAtAttributes(t *testing.T) {
	servers := []loadbalancer.Server{{Port: new(0), Weight: new(-1), MaxConn: new(-1), CheckPort: new(0)}, {Weight: new(101)}, {Address: "a_b", Drained: true, Weight: new(1)}}
	for _, bad := range []as3.Config{
		{
			SchemaVersion: "1", Application: "a b", DeclarationID: " ", Label: "\n", Remark: "\n", RabbitMQVersion: "x", SNAT: "x", Retries: new(-1),
			Timeouts: loadbalancer.Timeouts{TimeoutClient: "x", TimeoutServer: "x", Heartbeat: new(-1)},
			Listeners: []as3.Listener{{
				Listener: loadbalancer.Listener{
					Binds: []loadbalancer.Bind{{Address: "x", Port: new(0)}}, Balance: "x", SlowStart: "x", MaxConn: new(0), Servers: servers, AllowedSources: []string{"x"},
				},
				TCPKeepAlive: as3.KeepAlive{ClientInterval: "x", ServerInterval: "x"},
				TLS:          as3.TLS{ClientSSLProfile: "x", ServerSSLProfile: "x"},
				Check: as3.Check{TLS: &as3.CheckTLS{ServerSSLProfile: "x"}, Check: loadbalancer.Check{
					Interval: "x", Rise: new(0), Fall: new(0), Port: new(0), Path: "x", ExpectStatus: new(0), HostHeader: "\n", Username: "\n", Password: "\n",
				}},
			}, {
				Listener: loadbalancer.Listener{Name: "a:", Protocol: "x"},
			}, {
				Listener: loadbalancer.Listener{Name: "b"}, Check: as3.Check{Check: loadbalancer.Check{Kind: "tcp", Rise: new(1000), Fall: new(1000)}, TLS: &as3.CheckTLS{}},
			}, {
				Listener: loadbalancer.Listener{Name: "c"}, Check: as3.Check{Check: loadbalancer.Check{Kind: "amqp"}},
			}},
		},
		{},
	} {
		_, problems := as3.Resolve(bad)
		if len(problems) == 0 {
			t.Error("no problems")
		}
		kit.PointAtAttributes(t, NewDataSource(), problems)
	}
}
