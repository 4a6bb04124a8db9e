package haproxy

import (
	"reflect"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// TestValidateEncryption spoils one thing at a time in what is said of TLS, PROXY headers, sources and nameservers.
func TestValidateEncryption(t *testing.T) {
	const ca, cert = "/etc/ssl/ca.pem", "/etc/ssl/haproxy.pem"
	ended := func(f func(*TLS)) func(*Listener) {
		return func(l *Listener) {
			l.Protocol, l.TLS = loadbalancer.ProtocolAMQPS, TLS{CertificateFile: cert}
			f(&l.TLS)
		}
	}
	begun := func(f func(*Listener)) func(*Listener) {
		return func(l *Listener) {
			l.TLS = TLS{ServerCAFile: ca}
			f(l)
		}
	}
	check := func(c CheckTLS) func(*Listener) { return func(l *Listener) { l.Check.TLS = &c } }
	for _, test := range []struct {
		path, says string
		change     func(*Listener)
	}{
		{"tls.mode", "passthrough, terminate", ended(func(t *TLS) { t.Mode = "offload" })},
		{"tls.mode", "somebody has to open", func(l *Listener) { l.Protocol, l.TLS.Mode = loadbalancer.ProtocolMQTTS, TLSNone }},
		{"tls.mode", "No TLS to pass", func(l *Listener) { l.TLS.Mode = TLSPassthrough }},
		{"tls.mode", "No TLS to end", func(l *Listener) { l.TLS.CertificateFile = cert }},
		{"tls.certificate_file", "PEM file", ended(func(t *TLS) { t.Mode, t.CertificateFile = TLSTerminate, "" })},
		{"tls.certificate_file", "takes effect", ended(func(t *TLS) { t.Mode = TLSPassthrough })},
		{"tls.certificate_file", "absolute", ended(func(t *TLS) { t.CertificateFile = "haproxy.pem" })},
		{"tls.certificate_file", "line break", ended(func(t *TLS) { t.CertificateFile = "/a\nb" })},
		{"bind[1].tls", "takes effect where tls has mode terminate", func(l *Listener) {
			l.Protocol, l.Binds = loadbalancer.ProtocolAMQPS, []loadbalancer.Bind{{Port: new(5670)}, {TLS: new(false)}}
		}},
		{"bind", "tls is false in every bind", func(l *Listener) {
			ended(func(*TLS) {})(l)
			l.Binds = []loadbalancer.Bind{{Port: new(5670), TLS: new(false)}}
		}},
		{"tls.min_version", "TLSv1.2", ended(func(t *TLS) { t.MinVersion = "TLSv1.0" })},
		{"tls.min_version", "takes effect", func(l *Listener) { l.TLS.MinVersion = "TLSv1.3" }},
		{"tls.ca_file", "Missing authority", ended(func(t *TLS) { t.VerifyClient = VerifyRequired })},
		{"tls.ca_file", "No client is asked", ended(func(t *TLS) { t.VerifyClient, t.CAFile = VerifyNone, ca })},
		{"tls.verify_client", "optional", ended(func(t *TLS) { t.VerifyClient = "yes" })},
		{"tls.server_verify", "encrypted already", func(l *Listener) { l.Protocol, l.TLS.ServerVerify = loadbalancer.ProtocolAMQPS, VerifyNone }},
		{"tls.server_verify", "none, required", ended(func(t *TLS) { t.ServerVerify = VerifyOptional })},
		{"tls.server_ca_file", "does not start", ended(func(t *TLS) { t.ServerVerify = VerifyRequired })},
		{"tls.server_ca_file", "No certificate is verified", ended(func(t *TLS) { t.ServerVerify, t.ServerCAFile = VerifyNone, ca })},
		{"tls.server_certificate_file", "No server sees", ended(func(t *TLS) { t.ServerCertificateFile = "/c" })},
		{"tls.server_certificate_file", "absolute", begun(func(l *Listener) { l.TLS.ServerCertificateFile = "c" })},
		{"tls.server_name", "no effect", ended(func(t *TLS) { t.ServerName = "rabbitmq" })},
		{"tls.server_name", "not a host name", begun(func(l *Listener) { l.TLS.ServerName = "a) b" })},
		{"check.tls.ca_file", "verify none", check(CheckTLS{})},
		{"check.tls.ca_file", "verify none", check(CheckTLS{Verify: VerifyRequired})},
		{"check.tls.ca_file", "Set verify to required", check(CheckTLS{Verify: VerifyNone, CAFile: ca})},
		{"check.tls.server_name", "not a host name", check(CheckTLS{CAFile: ca, ServerName: "10.0.0.1"})},
		{"check.tls", "said twice", begun(check(CheckTLS{Verify: VerifyNone}))},
		{"check.tls", "kind none", func(l *Listener) { l.Check.Kind, l.Check.TLS = loadbalancer.CheckNone, &CheckTLS{Verify: VerifyNone} }},
		{"send_proxy", "v1, v2", func(l *Listener) { l.SendProxy = "v3" }},
		{"send_proxy", "management API", func(l *Listener) { l.Protocol, l.SendProxy = loadbalancer.ProtocolManagement, SendProxyV2 }},
		{"check.send_proxy", "on all connections", func(l *Listener) { l.Check.Kind, l.Check.SendProxy = loadbalancer.CheckAMQP, new(true) }},
		{"check.send_proxy", "kind http", func(l *Listener) { l.SendProxy, l.Check.SendProxy = SendProxyV1, new(true) }},
		{"allowed_sources[0]", "neither", func(l *Listener) { l.AllowedSources = []string{"-f /etc/passwd"} }},
	} {
		t.Run(test.path+" "+test.says, func(t *testing.T) {
			l := plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP)
			test.change(&l)
			c := Config{Listeners: []Listener{l}}
			resolved, problems := Resolve(c)
			if len(problems) != 1 || problems[0].Path.String() != "listener[0]."+test.path || !strings.Contains(problems[0].Error(), test.says) {
				t.Fatalf("got %v", problems)
			}
			if !reflect.DeepEqual(resolved, Resolved{}) {
				t.Error("there is something to render all the same")
			}
		})
	}
}

func TestValidateResolvers(t *testing.T) {
	for want, r := range map[string]Resolvers{
		"resolvers: No nameserver":                            {},
		"resolvers.nameservers[1]: Invalid nameserver":        {Nameservers: []string{"10.0.0.2", "ns.example"}},
		"resolvers.nameservers[0]: Invalid nameserver":        {Nameservers: []string{"10.0.0.2:0"}},
		"resolvers.hold_valid: Invalid duration: \"0\" is no": {ParseResolvConf: true, HoldValid: "0"},
	} {
		c := Config{Resolvers: &r, Listeners: []Listener{plain("a", "")}}
		if _, problems := Resolve(c); len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), want) {
			t.Errorf("want %s: %v", want, problems)
		}
	}
}

// TestDefaultsOfEncryption: where TLS ends or begins decides the port that a server is reached at.
func TestDefaultsOfEncryption(t *testing.T) {
	for name, test := range map[string]struct {
		protocol string
		tls      TLS
		check    *CheckTLS
		port     int
		probed   int
	}{
		"plain":                   {loadbalancer.ProtocolAMQP, TLS{}, nil, 5672, 15672},
		"through":                 {loadbalancer.ProtocolAMQPS, TLS{}, nil, 5671, 15672},
		"ended":                   {loadbalancer.ProtocolAMQPS, TLS{CertificateFile: "/c"}, nil, 5672, 15672},
		"ended and reencrypted":   {loadbalancer.ProtocolMQTTS, TLS{CertificateFile: "/c", ServerVerify: VerifyNone}, nil, 8883, 15672},
		"begun":                   {loadbalancer.ProtocolStream, TLS{ServerVerify: VerifyNone}, nil, 5551, 15672},
		"check over TLS":          {loadbalancer.ProtocolSTOMP, TLS{}, &CheckTLS{Verify: VerifyNone}, 61613, 15671},
		"management":              {loadbalancer.ProtocolManagement, TLS{CertificateFile: "/c"}, nil, 15672, 0},
		"management, reencrypted": {loadbalancer.ProtocolManagement, TLS{CertificateFile: "/c", ServerVerify: VerifyNone}, nil, 15671, 0},
	} {
		l := plain("a", test.protocol)
		l.TLS, l.Check.TLS = test.tls, test.check
		c := Config{Listeners: []Listener{l}}
		mustRender(t, c)
		got := mustResolve(t, c).config.Listeners[0]
		probed := 0
		if got.Check.Port != nil {
			probed = *got.Check.Port
		}
		if *got.Servers[0].Port != test.port || probed != test.probed {
			t.Errorf("%s: servers at %d, checked at %d", name, *got.Servers[0].Port, probed)
		}
	}
}
