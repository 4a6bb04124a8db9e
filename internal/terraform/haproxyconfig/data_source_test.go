package haproxyconfig

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
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
	if kit.Paths(diags) != "listener[0].balance" {
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
		"unknown tls":            {amqp(object{"protocol": "amqps", "tls": unknown{}}), ""},
		"certificate may come":   {amqp(object{"protocol": "amqps", "tls": object{"mode": "terminate", "certificate_file": unknown{}}}), ""},
		"protocol may come":      {amqp(object{"protocol": unknown{}, "tls": object{"certificate_file": "/c"}}), ""},
		"no TLS to end":          {amqp(object{"tls": object{"certificate_file": "/c"}}), "listener[0].tls.mode"},
		"check's authority":      {amqp(object{"check": object{"tls": object{}}}), "listener[0].check.tls.ca_file"},
		"its authority may come": {amqp(object{"check": object{"tls": object{"ca_file": unknown{}}}}), ""},
		"header may come":        {amqp(object{"send_proxy": unknown{}, "check": object{"kind": "amqp", "send_proxy": true}}), ""},
		"source may come":        {amqp(object{"allowed_sources": list{unknown{}, "10.0.0.0/33"}}), "listener[0].allowed_sources[1]"},
		"cookie may come":        {amqp(object{"protocol": "management", "cookie": unknown{}, "server": list{object{"name": "a", "address": "b", "cookie": "c"}}}), ""},
		"cookie in AMQP":         {amqp(object{"cookie": object{"name": "SRV"}}), "listener[0].cookie"},
		"cookie in what may be":  {amqp(object{"protocol": unknown{}, "cookie": object{"name": "SRV"}}), ""},
		"agent may come":         {amqp(object{"server": list{object{"name": "a", "address": "b", "agent_check": unknown{}}}}), ""},
		"agent's port may come":  {amqp(object{"server": list{object{"name": "a", "address": "b", "agent_check": object{"port": unknown{}}}}}), ""},
		"agent without a port":   {amqp(object{"server": list{object{"name": "a", "address": "b", "agent_check": object{}}}}), "listener[0].server[0].agent_check.port"},
		"source of one family":   {amqp(object{"server": list{object{"name": "a", "address": "10.0.0.1", "source": "::1"}}}), "listener[0].server[0].source"},
		"address may come":       {amqp(object{"server": list{object{"name": "a", "address": unknown{}, "source": "::1"}}}), ""},
		"extra may come":         {amqp(object{"server": list{object{"name": "a", "address": "b", "extra": list{unknown{}, "#"}}}}), "listener[0].server[0].extra[1]"},
		"nameservers may come":   {object{"resolvers": object{"nameservers": unknown{}}, "listener": amqp(nil)["listener"]}, ""},
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
			if got := kit.Paths(diags); got != test.want || diags.HasError() != (test.want != "") {
				t.Errorf("errors at %q, want %q: %v", got, test.want, diags)
			}
		})
	}
}

// TestProblemsPointAtAttributes holds the two sets of names together.
func TestProblemsPointAtAttributes(t *testing.T) {
	_, problems := haproxy.Resolve(spoilt())
	if len(problems) < 80 {
		t.Errorf("only %d problems", len(problems))
	}
	kit.PointAtAttributes(t, NewDataSource(), problems)
}
