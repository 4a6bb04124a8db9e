package user

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// storedHash is that of the password "new", made by RabbitMQ 4.3.6.
const storedHash = "Hi5OATlegQ+YfwaAIiPsKbgc61W1auD1eoZa2jcPAhQG9QGl"

// values are the attributes of a configuration, plan or state; what is not named is null.
type values map[string]any

func raw(t *testing.T, set values) (schema.Schema, tftypes.Value) {
	t.Helper()
	var described resource.SchemaResponse
	NewResource().Schema(t.Context(), resource.SchemaRequest{}, &described)
	form, ok := described.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
	if !ok {
		t.Fatal("the schema is no object")
	}
	if set == nil {
		return described.Schema, tftypes.NewValue(form, nil)
	}
	all := map[string]tftypes.Value{}
	for name, attribute := range form.AttributeTypes {
		all[name] = tftypes.NewValue(attribute, set[name])
	}
	return described.Schema, tftypes.NewValue(form, all)
}

// with returns the values with more of them.
func (v values) with(name string, value any) values {
	out := values{name: value}
	for each, old := range v {
		if each != name {
			out[each] = old
		}
	}
	return out
}

// against is the resource at a broker that answers so.
func against(t *testing.T, handler http.HandlerFunc) *Resource {
	t.Helper()
	node := httptest.NewServer(handler)
	t.Cleanup(node.Close)
	none := 0
	client, err := management.New(httpapi.Config{Endpoints: []string{node.URL}, Username: "admin", Password: "p", MaxRetries: &none})
	if err != nil {
		t.Fatal(err)
	}
	subject := &Resource{tfkit.NewResource("user", "name")}
	subject.Cluster = tfkit.NewCluster(client)
	return subject
}

// planned runs ModifyPlan against a broker that has a user "u" with the password "new", or none that answers.
func planned(t *testing.T, config, plan, state values, handler http.HandlerFunc) resource.ModifyPlanResponse {
	t.Helper()
	subject := against(t, handler)
	form, configured := raw(t, config)
	_, wanted := raw(t, plan)
	_, before := raw(t, state)
	resp := resource.ModifyPlanResponse{Plan: tfsdk.Plan{Schema: form, Raw: wanted}}
	subject.ModifyPlan(t.Context(), resource.ModifyPlanRequest{
		Config: tfsdk.Config{Schema: form, Raw: configured}, Plan: resp.Plan, State: tfsdk.State{Schema: form, Raw: before},
	}, &resp)
	return resp
}

func answer(w http.ResponseWriter, r *http.Request) {
	body := `{"name":"u","password_hash":"` + storedHash + `","hashing_algorithm":"rabbit_password_hashing_sha256","tags":[]}`
	switch {
	case strings.HasSuffix(r.URL.Path, "/whoami"):
		body = `{"name":"admin"}`
	case strings.HasSuffix(r.URL.Path, "/overview"):
		body = `{"rabbitmq_version":"4.3.6"}`
	}
	_, _ = w.Write([]byte(body))
}

func TestPlanSetsThePasswordWhereTheBrokerHasAnother(t *testing.T) {
	const sha256 = "rabbit_password_hashing_sha256"
	state := values{"id": "u", "name": "u", "verify_password": true, "hashing_algorithm": sha256, "last_password_update": "then", "tags": []tftypes.Value{}}
	config := values{"name": "u", "password_wo": "new"}
	down := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	custom := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"name":"u","password_hash":"AAAA","hashing_algorithm":"my_hashing"}`))
	}
	for name, test := range map[string]struct {
		config, plan, state values
		broker              http.HandlerFunc
		sets                bool
		warning             string
	}{
		"the same":                   {config, state, state, answer, false, ""},
		"another":                    {config.with("password_wo", "old"), state, state, answer, true, `The broker has another password for user "u"`},
		"not to be compared":         {config.with("password_wo", "old"), state.with("verify_password", false), state, answer, false, ""},
		"not known yet":              {config.with("password_wo", tftypes.UnknownValue), state, state, answer, false, ""},
		"not known, and tags change": {config.with("password_wo", tftypes.UnknownValue), state.with("verify_password", true).with("tags", tftypes.UnknownValue), state, answer, true, ""},
		"another version":            {config.with("password_wo_version", 2), state.with("password_wo_version", 2), state.with("password_wo_version", 1), answer, true, ""},
		"a hash before":              {config, state, state.with("password_hash", storedHash), answer, true, ""},
		"another hash":               {values{"name": "u", "password_hash": storedHash}, state.with("password_hash", storedHash), state.with("password_hash", "AAAA"), answer, true, ""},
		"the same hash":              {values{"name": "u", "password_hash": storedHash}, state.with("password_hash", storedHash), state.with("password_hash", storedHash), answer, false, ""},
		"no password any more":       {values{"name": "u"}, state, state.with("password_wo_version", 1), answer, false, ""},
		"another name":               {config.with("name", "v"), state.with("name", "v"), state, answer, true, ""},
		"new":                        {config, state, nil, answer, true, ""},
		"the broker is down":         {config, state, state, down, false, `The password of user "u" was not compared`},
		"the broker's own algorithm": {config, state, state, custom, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			resp := planned(t, test.config, test.plan, test.state, test.broker)
			var updated types.String
			resp.Diagnostics.Append(resp.Plan.GetAttribute(t.Context(), path.Root("last_password_update"), &updated)...)
			if resp.Diagnostics.HasError() || updated.IsUnknown() != test.sets {
				t.Errorf("last_password_update is %s; %v", updated, resp.Diagnostics)
			}
			warning := ""
			for _, each := range resp.Diagnostics {
				warning += each.Summary()
				for _, secret := range []string{storedHash, `"new"`, `"old"`} {
					if strings.Contains(each.Detail(), secret) {
						t.Errorf("a secret in %q", each.Detail())
					}
				}
			}
			if warning != test.warning {
				t.Errorf("warned %q, want %q", warning, test.warning)
			}
		})
	}
}

// Generated configuration has the algorithm that the broker has used, and no hash, which is sensitive.
func TestPlanTakesTheBrokersAlgorithmWithoutAHash(t *testing.T) {
	const sha256, sha512, module = "rabbit_password_hashing_sha256", "rabbit_password_hashing_sha512", "my_hashing"
	state := values{"id": "u", "name": "u", "verify_password": true, "hashing_algorithm": sha256, "tags": []tftypes.Value{}}
	config := values{"name": "u", "hashing_algorithm": sha256}
	for name, test := range map[string]struct {
		config, plan, state values
		refused             bool
	}{
		"imported":          {config, state, state, false},
		"a module":          {config.with("hashing_algorithm", module), state.with("hashing_algorithm", module), state.with("hashing_algorithm", module), false},
		"another module":    {config.with("hashing_algorithm", module), state.with("hashing_algorithm", module), state, true},
		"another algorithm": {config.with("hashing_algorithm", sha512), state.with("hashing_algorithm", sha512), state, true},
		"a new user":        {config, state, nil, true},
		"another name":      {config.with("name", "v"), state.with("name", "v"), state, true},
		"a password":        {config.with("password_wo", "new"), state, state, true},
		"not known yet":     {config.with("hashing_algorithm", tftypes.UnknownValue), state.with("hashing_algorithm", tftypes.UnknownValue), state, true},
	} {
		resp := planned(t, test.config, test.plan, test.state, answer)
		if resp.Diagnostics.HasError() != test.refused {
			t.Errorf("%s: %v", name, resp.Diagnostics)
		}
	}
}

// A hash that a module of the broker's own has made cannot be checked; without a hash the module is the broker's business.
func TestHashesAreOfRabbitMQsOwnAlgorithms(t *testing.T) {
	const known, module = "rabbit_password_hashing_sha256", "my_hashing"
	for name, test := range map[string]struct {
		config values
		want   string
	}{
		"known":                  {values{"name": "u", "password_hash": storedHash, "hashing_algorithm": known}, ""},
		"a module":               {values{"name": "u", "password_hash": storedHash, "hashing_algorithm": module}, "must be one of rabbit_password_hashing_md5"},
		"a module, not known":    {values{"name": "u", "password_hash": tftypes.UnknownValue, "hashing_algorithm": module}, "must be one of"},
		"a module without hash":  {values{"name": "u", "hashing_algorithm": module}, ""},
		"another's kind of hash": {values{"name": "u", "password_hash": "AAAA", "hashing_algorithm": known}, "sha256 makes 36 bytes"},
	} {
		form, config := raw(t, test.config)
		var resp resource.ValidateConfigResponse
		(&Resource{}).ValidateConfig(t.Context(), resource.ValidateConfigRequest{Config: tfsdk.Config{Schema: form, Raw: config}}, &resp)
		text := ""
		for _, each := range resp.Diagnostics {
			text += each.Detail()
		}
		if (test.want == "") != (text == "") || !strings.Contains(text, test.want) {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestPlanDeletesAnybodyButTheProvidersOwnUser(t *testing.T) {
	self := values{"id": "admin", "name": "admin", "verify_password": true, "tags": []tftypes.Value{}}
	for name, test := range map[string]struct {
		state, plan values
		want        string
	}{
		"own":      {self, nil, `The provider itself logs in as user "admin"`},
		"renamed":  {self, self.with("name", "other"), `The provider itself logs in as user "admin"`},
		"another":  {self.with("name", "other"), nil, ""},
		"a change": {self, self.with("verify_password", false), ""},
	} {
		resp := planned(t, test.plan, test.plan, test.state, answer)
		got := ""
		for _, each := range resp.Diagnostics.Errors() {
			got += each.Summary()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
