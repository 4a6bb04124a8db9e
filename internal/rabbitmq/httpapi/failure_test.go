package httpapi

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
)

// failing is a server that is no management API, at its endpoint. trusts is the authority that the client is given.
type failing struct {
	endpoint string
	trusts   *x509.Certificate
	want     Failure
	detail   string
}

// secure returns the endpoint of a node with TLS.
func secure(t *testing.T, change func(*tls.Config)) *httptest.Server {
	t.Helper()
	return httpapitest.NewSecureNode(t, answering(200, `{}`), change)
}

// holding is a node with another certificate than httptest's.
func holding(t *testing.T, from, to time.Time, names ...string) (endpoint string, authority *x509.Certificate) {
	t.Helper()
	certificate := httpapitest.Certificate(t, from, to, names...)
	return secure(t, func(c *tls.Config) { c.Certificates = []tls.Certificate{certificate} }).URL, certificate.Leaf
}

func page(status int, text string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, text)
	}
}

// servers are mistakes and outages, each by a real server on the loopback interface.
func servers(t *testing.T) map[string]failing {
	plain := newFakeNode(t, answering(200, `{}`))
	modern := secure(t, func(*tls.Config) {})
	old := secure(t, func(c *tls.Config) { c.MaxVersion = tls.VersionTLS11 })
	mutual := secure(t, func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert })
	mutual12 := secure(t, func(c *tls.Config) { c.ClientAuth, c.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12 })
	now, day := time.Now(), 24*time.Hour
	otherName, otherAuthority := holding(t, now.Add(-day), now.Add(day), "rabbit1.example", "10.1.2.3")
	noName, noNameAuthority := holding(t, now.Add(-day), now.Add(day))
	past, pastAuthority := holding(t, now.Add(-2*day), now.Add(-day), "127.0.0.1")
	future, futureAuthority := holding(t, now.Add(day), now.Add(2*day), "127.0.0.1")
	amqp := httpapitest.NewListener(t, httpapitest.Saying(httpapitest.AMQPHeader))
	amqps := httpapitest.Certificate(t, now.Add(-day), now.Add(day), "127.0.0.1")
	secureAMQP := httpapitest.NewListener(t, func(connection net.Conn) {
		server := tls.Server(connection, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{amqps}})
		httpapitest.Saying(httpapitest.AMQPHeader)(server)
		_ = server.Close()
	})
	validity := func(c *x509.Certificate) string {
		return c.NotBefore.UTC().Format(time.RFC3339) + " to " + c.NotAfter.UTC().Format(time.RFC3339)
	}
	raw := func(text string) string { return httpapitest.NewListener(t, httpapitest.Saying(text)) }
	at := func(handler http.HandlerFunc) string { return newFakeNode(t, handler).URL }
	bare := func(address string) string {
		return strings.TrimPrefix(strings.TrimPrefix(address, "http://"), "https://")
	}
	return map[string]failing{
		"unknown authority":              {modern.URL, nil, FailureAuthority, ""},
		"another authority":              {modern.URL, amqps.Leaf, FailureAuthority, ""},
		"another host name":              {otherName, otherAuthority, FailureHostName, "rabbit1.example, 10.1.2.3"},
		"no host name":                   {noName, noNameAuthority, FailureHostName, ""},
		"expired":                        {past, pastAuthority, FailureExpired, validity(pastAuthority)},
		"not valid yet":                  {future, futureAuthority, FailureExpired, validity(futureAuthority)},
		"client certificate, TLS 1.3":    {mutual.URL, mutual.Certificate(), FailureClientCertificate, ""},
		"client certificate, TLS 1.2":    {mutual12.URL, mutual12.Certificate(), FailureHandshake, ""},
		"TLS 1.1":                        {old.URL, old.Certificate(), FailureTLSVersion, ""},
		"plain to TLS, told":             {"http://" + bare(modern.URL), nil, FailureNeedsTLS, ""},
		"plain to TLS, alert":            {"http://" + raw("\x15\x03\x03\x00\x02\x02\x0a"), nil, FailureNeedsTLS, ""},
		"plain to TLS, closed":           {"http://" + raw(""), nil, FailureClosed, ""},
		"plain to TLS, nginx":            {at(page(400, "<h1>400</h1>The plain HTTP request was sent to HTTPS port")), nil, FailureNeedsTLS, ""},
		"plain to TLS, httpd":            {at(page(400, "You're speaking plain HTTP to an SSL-enabled server port.")), nil, FailureNeedsTLS, ""},
		"TLS to plain":                   {"https://" + bare(plain.URL), nil, FailureNeedsPlain, ""},
		"AMQP":                           {"http://" + amqp, nil, FailureAMQP, ""},
		"AMQP, asked by TLS":             {"https://" + amqp, nil, FailureAMQP, ""},
		"AMQP over TLS":                  {"https://" + secureAMQP, amqps.Leaf, FailureAMQP, ""},
		"AMQP over TLS, asked plainly":   {"http://" + secureAMQP, nil, FailureClosed, ""},
		"SSH":                            {"http://" + raw("SSH-2.0-OpenSSH_9.9\r\n"), nil, FailureNotHTTP, "SSH-2.0-OpenSSH_9.9"},
		"SSH, asked by TLS":              {"https://" + raw("SSH-2.0-OpenSSH_9.9\r\n"), nil, FailureNotHTTP, "SSH-2"},
		"STOMP":                          {"http://" + raw("ERROR\nmessage:Bad command\n\n\x00\n"), nil, FailureNotHTTP, "ERROR"},
		"HTTP/2 alone":                   {"http://" + raw("\x00\x00\x12\x04\x00\x00\x00\x00\x00\n"), nil, FailureNotHTTP, ""},
		"closed, asked by TLS":           {"https://" + raw(""), nil, FailureClosed, ""},
		"reset":                          {"http://" + httpapitest.NewListener(t, httpapitest.Resetting), nil, FailureClosed, ""},
		"refused":                        {deadEndpoint(t), nil, FailureRefused, ""},
		"silence":                        {"http://" + httpapitest.NewListener(t, hold(t)), nil, FailureAnswerTimeout, ""},
		"silence, asked by TLS":          {"https://" + httpapitest.NewListener(t, hold(t)), nil, FailureHandshakeTimeout, ""},
		"a page":                         {at(page(200, "<html>welcome</html>")), nil, FailureForeign, ""},
		"a page that wants a login":      {at(page(401, "<html>401 Authorization Required</html>")), nil, FailureForeign, ""},
		"a page that forbids":            {at(page(403, "<html>blocked</html>")), nil, FailureForeign, ""},
		"a page of another server":       {at(page(404, "<html>not found</html>")), nil, FailureNotFound, ""},
		"a path that is not known":       {at(page(404, "")), nil, FailureNotFound, ""},
		"JSON of another server":         {at(answering(404, `{"message":"no such route"}`)), nil, FailureNotFound, ""},
		"a redirection":                  {at(page(302, "", "Location", "https://login.example/?t=t0p")), nil, FailureRedirect, "https://login.example"},
		"a redirection to itself":        {at(page(301, "", "Location", "/login")), nil, FailureRedirect, ""},
		"no server behind the balancer":  {at(page(503, "<html>No server is available</html>")), nil, FailureGateway, ""},
		"a balancer without an answer":   {at(page(502, "")), nil, FailureGateway, ""},
		"a balancer that waits no more":  {at(page(504, "")), nil, FailureGateway, ""},
		"a proxy that wants a password":  {at(page(407, "")), nil, FailureProxy, ""},
		"a wrong password":               {at(answering(401, `{"error":"not_authorized","reason":"Not_Authorized"}`)), nil, FailureLogin, ""},
		"a user without a tag":           {at(answering(401, `{"error":"not_authorised","reason":"Not management user"}`)), nil, FailurePermission, ""},
		"a broker that fails":            {at(answering(500, `{"error":"internal","reason":"noproc"}`)), nil, FailureUnknown, ""},
		"a broker that fails, no reason": {at(answering(500, ``)), nil, FailureUnknown, ""},
	}
}

// hold keeps a connection until the test ends.
func hold(t *testing.T) func(net.Conn) {
	t.Helper()
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	return func(net.Conn) { <-over }
}

func TestFailuresAreDiagnosed(t *testing.T) {
	for name, server := range servers(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := Config{
				Endpoints: []string{server.endpoint}, Password: testPassword, MaxRetries: new(0),
				Timeout: 20 * time.Second, OperationTimeout: 20 * time.Second, ConnectTimeout: 10 * time.Second,
			}
			// Only the clock that is waited for may be short: on a busy machine another one of the same size ends first.
			switch server.want {
			case FailureAnswerTimeout:
				config.Timeout = time.Second
			case FailureHandshakeTimeout:
				config.ConnectTimeout = time.Second
			}
			if server.trusts != nil {
				config.TLS = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: x509.NewCertPool()}
				config.TLS.RootCAs.AddCert(server.trusts)
			}
			client, err := New(config, Hooks{})
			if err != nil {
				t.Fatal(err)
			}
			err = read(t, client)
			cause := err
			var unreachable *UnreachableError
			if errors.As(err, &unreachable) {
				cause = unreachable.Attempts[0].Cause
			}
			if got := Diagnose(cause); got.Failure != server.want || !strings.Contains(got.Detail, server.detail) || server.detail == "" && got.Detail != "" {
				t.Errorf("%q is diagnosed as %q, want %q (%s)", cause, got, server.want, server.detail)
			}
			if got := Diagnose(fmt.Errorf("set aside: %w", cause)); got.Failure != server.want {
				t.Errorf("%q, set aside, is diagnosed as %q", cause, got)
			}
			if strings.Contains(err.Error(), "t0p") || strings.Contains(err.Error(), testPassword) {
				t.Errorf("a secret is in the error: %v", err)
			}
		})
	}
}

// What no server on the loopback interface does, as the system and the resolver report it.
func TestFailuresOfTheNetworkAreDiagnosed(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for want, errs := range map[Failure][]error{
		FailureNoRoute:        {dial(syscall.EHOSTUNREACH), dial(syscall.ENETUNREACH)},
		FailureNoSuchHost:     {dial(&net.DNSError{Err: "no such host", Name: "rabbit1", IsNotFound: true})},
		FailureResolver:       {dial(&net.DNSError{Err: "server misbehaving", IsTemporary: true}), dial(&net.DNSError{Err: "i/o timeout", IsTimeout: true})},
		FailureConnectTimeout: {fmt.Errorf("no connection within 10s: %w", dial(timedOut{})), dial(syscall.ETIMEDOUT)},
		FailureProxy:          {&net.OpError{Op: "proxyconnect", Err: dial(syscall.ECONNREFUSED)}, proxyAnswered(t.Context(), &url.URL{Host: "p"}, nil, &http.Response{StatusCode: 403})},
		FailureHandshake:      {&net.OpError{Op: "remote error", Err: errors.New("tls: handshake failure")}, &net.OpError{Op: "remote error", Err: errors.New("tls: unrecognized name")}},
	} {
		for _, err := range errs {
			if got := Diagnose(err).Failure; got != want {
				t.Errorf("%v is diagnosed as %q, want %q", err, got, want)
			}
		}
	}
}

type timedOut struct{}

func (timedOut) Error() string   { return "i/o timeout" }
func (timedOut) Timeout() bool   { return true }
func (timedOut) Temporary() bool { return true }
