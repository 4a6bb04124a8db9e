package clientsettings

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestSchemaIsValid(t *testing.T) {
	var resp datasource.SchemaResponse
	NewDataSource().Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
}

func TestRead(t *testing.T) {
	got, diags := read(t, app(object{
		"endpoint": list{object{"address": "rabbit1", "port": 5672}, object{"address": "::1", "port": 5673}}, "vhost": "a/b", "uri_parameters": object{"heartbeat": "30", "verify": nil},
	}))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for what, pair := range map[string][2]string{
		"amqp_uris":       {got.AMQPURIs.String(), `["amqp://app:sesame@rabbit1:5672/a%2Fb?heartbeat=30","amqp://app:sesame@[::1]:5673/a%2Fb?heartbeat=30"]`},
		"amqp_uri":        {got.AMQPURI.ValueString(), "amqp://app:sesame@rabbit1:5672/a%2Fb?heartbeat=30"},
		"kombu_url":       {got.KombuURL.ValueString(), "amqp://app:sesame@rabbit1:5672/a%2Fb;amqp://app:sesame@[::1]:5673/a%2Fb"},
		"addresses":       {got.Addresses.String(), `["rabbit1:5672","[::1]:5673"]`},
		"java_addresses":  {got.JavaAddresses.ValueString(), "rabbit1:5672,[::1]:5673"},
		"warnings":        {got.Warnings.String(), "[]"},
		"broker_url":      {setting(t, got.CelerySettingsSensitive, "broker_url"), `["amqp://app:sesame@rabbit1:5672/a%2Fb","amqp://app:sesame@[::1]:5673/a%2Fb"]`},
		"task_acks_late":  {setting(t, got.CelerySettings, "task_acks_late"), "true"},
		"heartbeat":       {setting(t, got.CelerySettings, "broker_heartbeat"), "60"},
		"confirm_publish": {setting(t, got.CelerySettings, "broker_transport_options"), `{"confirm_publish":true}`},
		"no maximum":      {setting(t, got.CelerySettings, "broker_connection_max_retries"), "<null>"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %s, want %s", what, pair[0], pair[1])
		}
	}
	for _, text := range []string{got.CeleryJSONSensitive.ValueString(), got.CeleryPythonSensitive.ValueString(), got.SpringPropertiesSensitive.ValueString()} {
		if !strings.Contains(text, "sesame") {
			t.Errorf("no password in %s", text)
		}
	}
}

func setting(t *testing.T, settings types.Dynamic, name string) string {
	t.Helper()
	object, ok := settings.UnderlyingValue().(types.Object)
	if !ok {
		t.Fatalf("%s is no object", settings)
	}
	v, ok := object.Attributes()[name]
	if !ok {
		return "nothing"
	}
	return v.String()
}

// TestSecretStaysApart: an attribute is sensitive always or never, so the password is in the sensitive ones alone.
func TestSecretStaysApart(t *testing.T) {
	s := dataSourceSchema()
	sensitive := func(name string) bool { return s.Attributes[name].IsSensitive() }
	for name, with := range map[string]object{
		"password":    {},
		"environment": {"password": nil, "password_env": "APP_PASSWORD"},
		"no user":     {"username": nil, "password": nil},
	} {
		m, diags := read(t, app(with))
		if diags.HasError() {
			t.Fatal(name, diags)
		}
		rendering, problems := m.Resolve()
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		values, err := rendering.Outputs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for output, v := range values {
			if text := strings.TrimSpace(stringOf(v)); strings.Contains(text, "sesame") && !sensitive(output) {
				t.Errorf("%s: %s is shown and holds the password: %s", name, output, text)
			}
		}
		if hidden := name == "environment"; m.KombuURL.IsNull() != hidden || m.AMQPURIs.IsNull() != hidden || m.AMQPURI.IsNull() != hidden {
			t.Errorf("%s: %s, %s", name, m.KombuURL, m.AMQPURIs)
		}
		if found := setting(t, m.CelerySettings, "broker_url") != "nothing"; found != (name == "no user") {
			t.Errorf("%s: broker_url in celery_settings is %t", name, found)
		}
	}
	m, _ := read(t, app(object{"password": nil, "password_env": "APP_PASSWORD"}))
	if want := "broker_url = 'amqp://app:' + _password + '@172.16.21.100:5672/%2F'\n"; !strings.Contains(m.CeleryPython.ValueString(), want) {
		t.Error(m.CeleryPython.ValueString())
	}
}

func stringOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "\n")
	case interface{ String() string }:
		return v.String()
	}
	return ""
}

func TestReadWarns(t *testing.T) {
	got, diags := read(t, app(object{
		"old_settings":    object{"CELERY_QUEUE_HA_POLICY": "all", "CELERYD_MAX_TASKS_PER_CHILD": "200", "nothing": nil},
		"policy_patterns": object{"ha-celery": "^celery", "precise": `^celery$|^celery\.`, "unjudged": `a(?R)?`, "nothing": nil},
	}))
	if diags.HasError() || diags.WarningsCount() != 1 {
		t.Fatal(diags)
	}
	var warnings []string
	diags.Append(got.Warnings.ElementsAs(t.Context(), &warnings, false)...)
	for i, want := range []string{`"CELERYD_MAX_TASKS_PER_CHILD"`, `"CELERY_QUEUE_HA_POLICY"`, `policy "ha-celery" with the pattern "^celery" also matches celery_delayed_0 to celery_delayed_27`, `"unjudged"`} {
		if i >= len(warnings) || !strings.Contains(warnings[i], want) {
			t.Errorf("no warning of %s: %q", want, warnings)
		}
	}
	if len(warnings) != 4 || setting(t, got.CelerySettings, "worker_max_tasks_per_child") != "200" {
		t.Errorf("%q", warnings)
	}
}
