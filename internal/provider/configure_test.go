package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/certificates"
)

var testProvider = &Provider{version: "test"}

// block is a provider block with everything left out but the endpoints.
func block(endpoints ...string) model {
	m := model{Endpoints: types.ListNull(types.StringType), TLS: types.ObjectNull(nil)}
	if len(endpoints) > 0 {
		var elements []attr.Value
		for _, endpoint := range endpoints {
			elements = append(elements, types.StringValue(endpoint))
		}
		m.Endpoints = types.ListValueMust(types.StringType, elements)
	}
	return m
}

func TestBadProviderBlocksAreErrorsAtTheirAttribute(t *testing.T) {
	pair, err := certificates.New("localhost")
	if err != nil {
		t.Fatal(err)
	}
	const plain, secure = "http://rabbit1:15672", "https://rabbit1:15671"
	for name, test := range map[string]struct {
		block   model
		tls     tlsModel
		path    string
		summary string
		detail  string
	}{
		"no scheme":           {block("http://ok", "rabbit1:15672"), tlsModel{}, "endpoints[1]", "Invalid endpoint", `"rabbit1:15672" is not a URL`},
		"password in the URL": {block("http://u:hunter2@rabbit1"), tlsModel{}, "endpoints[0]", "Invalid endpoint", `"http://***@rabbit1" contains a user name or a password`},
		"garbage CA":          {block(secure), tlsModel{CAPEM: types.StringValue("garbage")}, "tls.ca_pem", "Invalid TLS setting", "no PEM certificate"},
		"no such CA file":     {block(secure), tlsModel{CAFile: types.StringValue("/nonexistent/ca.pem")}, "tls.ca_file", "Invalid TLS setting", "no such file"},
		"CA twice":            {block(secure), tlsModel{CAPEM: types.StringValue(pair.CA), CAFile: types.StringValue("x")}, "tls.ca_file", "Invalid TLS setting", "one of the two"},
		"certificate, no key": {block(secure), tlsModel{CertPEM: types.StringValue(pair.Cert)}, "tls.cert_pem", "Invalid TLS setting", "key_pem"},
		"key, no certificate": {block(secure), tlsModel{KeyPEM: types.StringValue(pair.Key)}, "tls.key_pem", "Invalid TLS setting", "cert_pem"},
		"garbage certificate": {block(secure), tlsModel{CertPEM: types.StringValue("x"), KeyPEM: types.StringValue("y")}, "tls.cert_pem", "Invalid TLS setting", "not a usable pair"},
		"TLS without https":   {block(secure, plain), tlsModel{CAPEM: types.StringValue(pair.CA)}, "endpoints[1]", "TLS settings for an endpoint without TLS", plain},
		"insecure with http":  {block(plain), tlsModel{Insecure: types.BoolValue(true)}, "endpoints[0]", "TLS settings for an endpoint without TLS", plain},
		"time-out is no time": {model{Endpoints: block(plain).Endpoints, Timeout: types.StringValue("90")}, tlsModel{}, "timeout", "Invalid timeout", "such as 90s"},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			testProvider.cluster(test.block, test.tls, &diags)
			if len(diags) != 1 {
				t.Fatalf("%d diagnostics: %v", len(diags), diags)
			}
			at, ok := diags[0].(diag.DiagnosticWithPath)
			if !ok || at.Path().String() != test.path {
				t.Errorf("at %v, want %s", diags[0], test.path)
			}
			if diags[0].Summary() != test.summary || !strings.Contains(diags[0].Detail(), test.detail) {
				t.Errorf("%s: %s", diags[0].Summary(), diags[0].Detail())
			}
			if strings.Contains(diags[0].Detail(), "hunter2") {
				t.Error("the password is in the error")
			}
		})
	}
}

// Where a value does not come from the block, the error says from where.
func TestErrorsNameTheEnvironmentVariable(t *testing.T) {
	for variable, test := range map[string]struct {
		value string
		block model
		want  string
	}{
		"RABBITMQ_ENDPOINTS":      {"http://ok,http://u:hunter2@b", block(), `"http://***@b" contains a user name or a password; give them as username and password instead. It is number 2 in the environment variable RABBITMQ_ENDPOINTS.`},
		"RABBITMQ_CA_FILE":        {"/nonexistent/ca.pem", block("https://a"), "It comes from the environment variable RABBITMQ_CA_FILE."},
		"RABBITMQ_CA_PEM":         {"garbage", block("https://a"), "It comes from the environment variable RABBITMQ_CA_PEM."},
		"RABBITMQ_SERVER_NAME":    {"b", block("http://a"), `"http://a" is reached without TLS, but TLS settings are given (RABBITMQ_SERVER_NAME)`},
		"RABBITMQ_INSECURE":       {"perhaps", block("https://a"), `RABBITMQ_INSECURE is "perhaps"`},
		"RABBITMQ_ADOPT_EXISTING": {"perhaps", block("https://a"), `RABBITMQ_ADOPT_EXISTING is "perhaps"`},
		"RABBITMQ_TIMEOUT":        {"90", block("https://a"), "It comes from the environment variable RABBITMQ_TIMEOUT."},
	} {
		t.Run(variable, func(t *testing.T) {
			t.Setenv(variable, test.value)
			var diags diag.Diagnostics
			testProvider.cluster(test.block, tlsModel{}, &diags)
			if len(diags) != 1 || !strings.Contains(diags[0].Detail(), test.want) || strings.Contains(diags[0].Detail(), "hunter2") {
				t.Errorf("want %q in %v", test.want, diags)
			}
		})
	}
}

func TestUnknownAndMissingBrokersAreToleratedUntilNeeded(t *testing.T) {
	unknownElement := model{TLS: types.ObjectNull(nil), Endpoints: types.ListValueMust(types.StringType, []attr.Value{types.StringUnknown()})}
	for name, test := range map[string]struct {
		block model
		tls   tlsModel
		want  string
	}{
		"unknown endpoints": {model{Endpoints: types.ListUnknown(types.StringType)}, tlsModel{}, `"endpoints" is not known until`},
		"unknown endpoint":  {unknownElement, tlsModel{}, `"endpoints" is not known until`},
		"unknown retries":   {model{MaxRetries: types.Int64Unknown()}, tlsModel{}, `"max_retries" is not known until`},
		"unknown password":  {model{Password: types.StringUnknown()}, tlsModel{}, `"password" is not known until`},
		"unknown CA":        {block("https://rabbit1"), tlsModel{CAPEM: types.StringUnknown()}, `"tls.ca_pem" is not known until`},
		"no endpoints":      {block(), tlsModel{}, "RABBITMQ_ENDPOINTS"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("RABBITMQ_ENDPOINTS", "")
			var diags diag.Diagnostics
			cluster := testProvider.cluster(test.block, test.tls, &diags)
			if diags.HasError() {
				t.Fatal(diags)
			}
			if client := cluster.Management(&diags); client != nil || len(diags) != 1 || !strings.Contains(diags[0].Detail(), test.want) {
				t.Errorf("client %v, %v", client, diags)
			}
		})
	}
}

func TestEnvironmentFillsWhatTheBlockLeavesOut(t *testing.T) {
	t.Setenv("RABBITMQ_ENDPOINTS", " http://rabbit1:15672/ , http://rabbit2:15672 ,")
	t.Setenv("RABBITMQ_TIMEOUT", "2m")
	var diags diag.Diagnostics
	client := testProvider.cluster(block(), tlsModel{}, &diags).Management(&diags)
	if diags.HasError() {
		t.Fatal(diags)
	}
	if got := strings.Join(client.Endpoints(), " "); got != "http://rabbit1:15672 http://rabbit2:15672" {
		t.Errorf("endpoints %s", got)
	}
	if testProvider.cluster(block(), tlsModel{}, &diags).Adopts() {
		t.Error("what exists is taken over though nobody said so")
	}
	t.Setenv("RABBITMQ_ADOPT_EXISTING", "true")
	if !testProvider.cluster(block(), tlsModel{}, &diags).Adopts() {
		t.Error("RABBITMQ_ADOPT_EXISTING was not looked at")
	}
	t.Setenv("RABBITMQ_CA_PEM", "garbage")
	testProvider.cluster(block("https://rabbit1:15671"), tlsModel{}, &diags)
	if !diags.HasError() {
		t.Error("RABBITMQ_CA_PEM was not looked at")
	}
	diags = nil
	t.Setenv("RABBITMQ_CA_PEM", "")
	t.Setenv("RABBITMQ_ADOPT_EXISTING", "perhaps")
	testProvider.cluster(block(), tlsModel{}, &diags)
	if len(diags) != 1 || diags[0].Summary() != "Invalid adopt_existing" {
		t.Error(diags)
	}
}
