package httpapi

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http/httptest"
	"strings"
	"testing"
)

// secureNode is a management API with TLS of one version, under the name of a certificate of 127.0.0.1 and example.com.
func secureNode(t *testing.T, version uint16) (node *httptest.Server, authority string) {
	t.Helper()
	node = httptest.NewUnstartedServer(answering(200, `{"rabbitmq_version":"4.3.6"}`))
	node.TLS = &tls.Config{MinVersion: version, MaxVersion: version}
	node.StartTLS()
	t.Cleanup(node.Close)
	return node, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: node.Certificate().Raw}))
}

// What is older than TLS 1.2, unknown, or called otherwise is not told the password, whether there are settings or not.
func TestWhoIsTrustedByTLS(t *testing.T) {
	_, other := secureNode(t, tls.VersionTLS13)
	for name, test := range map[string]struct {
		version  uint16
		settings func(authority string) *TLS
		refusal  string
	}{
		"TLS 1.3":               {tls.VersionTLS13, func(ca string) *TLS { return &TLS{CAPEM: ca} }, ""},
		"TLS 1.2":               {tls.VersionTLS12, func(ca string) *TLS { return &TLS{CAPEM: ca} }, ""},
		"another of its names":  {tls.VersionTLS13, func(ca string) *TLS { return &TLS{CAPEM: ca, ServerName: "example.com"} }, ""},
		"TLS 1.1":               {tls.VersionTLS11, func(ca string) *TLS { return &TLS{CAPEM: ca} }, "protocol version"},
		"TLS 1.1, unchecked":    {tls.VersionTLS11, func(string) *TLS { return &TLS{Insecure: true} }, "protocol version"},
		"TLS 1.1, no settings":  {tls.VersionTLS11, func(string) *TLS { return nil }, "protocol version"},
		"an unknown authority":  {tls.VersionTLS13, func(string) *TLS { return &TLS{} }, "certificate signed by unknown authority"},
		"no settings":           {tls.VersionTLS13, func(string) *TLS { return nil }, "certificate signed by unknown authority"},
		"a name that it is not": {tls.VersionTLS13, func(ca string) *TLS { return &TLS{CAPEM: ca, ServerName: "rabbit1"} }, "not rabbit1"},
		"checks switched off":   {tls.VersionTLS13, func(string) *TLS { return &TLS{CAPEM: other, Insecure: true, ServerName: "rabbit1"} }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			node, authority := secureNode(t, test.version)
			config := Config{Endpoints: []string{node.URL}, Username: "admin", Password: testPassword, MaxRetries: new(int)}
			if settings := test.settings(authority); settings != nil {
				var err error
				if config.TLS, err = settings.Config(); err != nil {
					t.Fatal(err)
				}
			}
			client, err := New(config, Hooks{})
			if err != nil {
				t.Fatal(err)
			}
			err = read(t, client)
			if (err != nil) != (test.refusal != "") || err != nil && !strings.Contains(err.Error(), test.refusal) {
				t.Errorf("got %v, want %q", err, test.refusal)
			}
		})
	}
}

// Where an authority is given, those of the system do not count.
func TestOnlyTheGivenAuthorityCounts(t *testing.T) {
	node, authority := secureNode(t, tls.VersionTLS13)
	config, err := TLS{CAPEM: authority}.Config()
	if err != nil {
		t.Fatal(err)
	}
	want := x509.NewCertPool()
	want.AddCert(node.Certificate())
	if !config.RootCAs.Equal(want) {
		t.Error("others are trusted, too")
	}
}
