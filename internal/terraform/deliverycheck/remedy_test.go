package deliverycheck

import (
	"crypto/tls"
	"encoding/pem"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
)

// Each mistake with an address has its own remedy, with servers that answer as real ones do.
func TestConnectionsThatFailHaveTheirRemedies(t *testing.T) {
	web := httptest.NewServer(http.NotFoundHandler())
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	demanding := httptest.NewUnstartedServer(http.NotFoundHandler())
	demanding.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert, MaxVersion: tls.VersionTLS12}
	demanding.StartTLS()
	for _, server := range []*httptest.Server{web, secure, demanding} {
		t.Cleanup(server.Close)
	}
	address := func(server *httptest.Server) string { return server.Listener.Addr().String() }
	hold := func(net.Conn) { <-t.Context().Done() }
	plain, with := (*tlsConfig)(nil), func(name string, trusted bool) *tlsConfig {
		c := &tlsConfig{TLS: httpapi.TLS{ServerName: name}}
		if trusted {
			c.CAPEM = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw}))
		}
		return c
	}
	for name, test := range map[string]struct {
		address string
		tls     *tlsConfig
		want    string
	}{
		"refused":               {"127.0.0.1:1", plain, "Nothing listens there"},
		"no such host":          {"rabbit.invalid:5672", plain, "The host name is not known where Terraform runs"},
		"TLS, unknown":          {address(secure), with("", false), "an authority that is not trusted here"},
		"TLS, another name":     {address(secure), with("rabbit1", true), "The server's certificate is for example.com"},
		"TLS, a certificate":    {address(demanding), with("example.com", true), "set cert_pem and key_pem in the block tls"},
		"TLS to AMQP":           {httpapitest.NewListener(t, httpapitest.Saying(httpapitest.AMQPHeader)), with("", true), "This port speaks AMQP without TLS"},
		"TLS to HTTP":           {address(web), with("", true), "This port speaks no TLS"},
		"AMQP to TLS":           {httpapitest.NewListener(t, httpapitest.Saying("\x15\x03\x03\x00\x02\x02\x16")), plain, "This port speaks TLS. Write a block tls {}"},
		"AMQP to HTTP":          {httpapitest.NewListener(t, httpapitest.Saying("HTTP/1.1 400 Bad Request\r\n\r\n")), plain, "This is the port of a web server"},
		"AMQP to something":     {httpapitest.NewListener(t, httpapitest.Saying("220 mail.example.com ESMTP\r\n")), plain, "Something else than AMQP 0-9-1 answered"},
		"AMQP, another version": {httpapitest.NewListener(t, httpapitest.Saying("AMQP\x03\x01\x00\x00")), plain, "Something else than AMQP 0-9-1 answered"},
		"closed":                {httpapitest.NewListener(t, httpapitest.Saying("")), plain, "The port may want TLS (write a block tls {})"},
		"closed, with TLS":      {httpapitest.NewListener(t, httpapitest.Saying("")), with("", true), "The port may speak no TLS (leave the block tls out)"},
		"silence":               {httpapitest.NewListener(t, hold), plain, "The node may be frozen"},
	} {
		t.Run(name, func(t *testing.T) {
			request := delivery.Request{Address: test.address, Username: "u", Password: "p", Vhost: "/", Messages: 1, Size: 8, Patience: 20 * time.Second}
			if name == "silence" {
				request.Patience = time.Second
			}
			if test.tls != nil {
				config, err := test.tls.Config()
				if err != nil {
					t.Fatal(err)
				}
				request.TLS = config
			}
			_, err := delivery.Check(t.Context(), request)
			if err == nil {
				t.Fatal("it worked")
			}
			if detail := detailOf(err, request); !strings.Contains(detail, test.want) || !strings.Contains(detail, err.Error()) {
				t.Error(detail)
			}
		})
	}
}

type tlsConfig struct{ httpapi.TLS }
