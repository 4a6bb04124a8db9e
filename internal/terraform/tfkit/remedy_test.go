package tfkit

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi/httpapitest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// attempts asks the endpoints for the overview, and returns the diagnostic's detail.
func attempts(t *testing.T, endpoints ...string) string {
	t.Helper()
	client, err := management.New(httpapi.Config{
		Endpoints: endpoints, Password: httpapitest.Password, MaxRetries: new(0), Timeout: 20 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Overview(t.Context())
	var diags diag.Diagnostics
	AddError(&diags, "Could not read the overview", err)
	return diags[0].Detail()
}

// Each of several endpoints that fail has its own cause and its own remedy, by its name.
func TestEachEndpointHasItsOwnRemedy(t *testing.T) {
	secure := httpapitest.NewSecureNode(t, httpapitest.Answering(200, `{}`), func(*tls.Config) {}).URL
	amqp := "http://" + httpapitest.NewListener(t, httpapitest.Saying(httpapitest.AMQPHeader))
	login := httpapitest.NewNode(t, httpapitest.Answering(401, `{"error":"not_authorized","reason":"Not_Authorized"}`)).URL
	dead, other := httpapitest.DeadEndpoint(t), httpapitest.DeadEndpoint(t)
	detail := attempts(t, secure, amqp, dead, login, other)
	for _, want := range []string{
		secure + ": The server's certificate was signed by an authority", "ca_file",
		amqp + ": This is a port for AMQP clients",
		dead + ", " + other + ": Nothing listens there", "rabbitmq-plugins enable",
		login + ": Check username and password",
	} {
		if !strings.Contains(detail, want) {
			t.Errorf("%q is not in: %s", want, detail)
		}
	}
}

// Where all have the same it is said once.
func TestTheSameRemedyIsSaidOnce(t *testing.T) {
	detail := attempts(t, httpapitest.DeadEndpoint(t), httpapitest.DeadEndpoint(t))
	if strings.Count(detail, "Nothing listens there") != 1 || !strings.Contains(detail, "\n\nNothing listens there") {
		t.Error(detail)
	}
}

// What is not a broker's answer has not the remedy of a broker's answer with the same status.
func TestForeignAnswersAreNotABrokers(t *testing.T) {
	for status, want := range map[int]string{
		400: "Write https:// in place of http://", 401: "Something else than a management API answered", 403: "Something else than a management API answered",
		404: "management.path_prefix", 407: "NO_PROXY", 502: "no broker behind it", 503: "no broker behind it", 504: "no broker behind it",
	} {
		node := httpapitest.NewNode(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, "<html>The plain HTTP request was sent to HTTPS port</html>")
		})
		if detail := attempts(t, node.URL); !strings.Contains(detail, want) || strings.Contains(detail, "RABBITMQ_PASSWORD") {
			t.Errorf("%d: %q is not in: %s", status, want, detail)
		}
	}
}

// No two kinds of failure have the same remedy, and each says more than the general one.
func TestEachFailureHasItsOwnRemedy(t *testing.T) {
	general := remedyOf(httpapi.Diagnosis{}, "rabbit1")
	seen := map[string]httpapi.Failure{}
	for _, failure := range []httpapi.Failure{
		httpapi.FailureNoSuchHost, httpapi.FailureResolver, httpapi.FailureRefused, httpapi.FailureNoRoute, httpapi.FailureConnectTimeout,
		httpapi.FailureHandshakeTimeout, httpapi.FailureAnswerTimeout, httpapi.FailureClosed, httpapi.FailureProxy,
		httpapi.FailureAuthority, httpapi.FailureHostName, httpapi.FailureExpired, httpapi.FailureCertificate,
		httpapi.FailureClientCertificate, httpapi.FailureTLSVersion, httpapi.FailureHandshake, httpapi.FailureNeedsTLS,
		httpapi.FailureNeedsPlain, httpapi.FailureAMQP, httpapi.FailureNotHTTP, httpapi.FailureRedirect, httpapi.FailureNotFound,
		httpapi.FailureForeign, httpapi.FailureGateway, httpapi.FailureLogin, httpapi.FailurePermission,
	} {
		for _, detail := range []string{"", "https://a.example", "http://a.example"} {
			remedy := remedyOf(httpapi.Diagnosis{Failure: failure, Detail: detail}, "rabbit1")
			if other, twice := seen[remedy]; remedy == general || twice && other != failure {
				t.Errorf("%q has the remedy of %q: %s", failure, other, remedy)
			}
			seen[remedy] = failure
		}
	}
}

func TestPortsOfOtherProtocolsAreNamed(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for endpoint, want := range map[string]string{
		"http://rabbit1:15692": "uses port 15692 for metrics for Prometheus",
		"http://rabbit1:5671":  "uses port 5671 for AMQP over TLS",
		"http://rabbit1:4369":  "uses port 4369 for epmd",
		"http://rabbit1:15672": "",
		"http://rabbit1":       "",
	} {
		for _, cause := range []error{refused, errors.New("EOF")} {
			remedy := remedyFor(httpapi.Attempt{Endpoint: endpoint, Cause: cause})
			if want == "" && strings.Contains(remedy, "uses port") || !strings.Contains(remedy, want) {
				t.Errorf("%s: %s", endpoint, remedy)
			}
		}
	}
}

// A change that may have been made is more than its cause.
func TestALostAnswerIsMoreThanItsCause(t *testing.T) {
	var diags diag.Diagnostics
	AddError(&diags, "Could not", fmt.Errorf("%w: %w", httpapi.ErrAnswerLost, &httpapi.UnreachableError{
		Method: http.MethodPut, Attempts: []httpapi.Attempt{{Endpoint: "http://a", Cause: syscall.ECONNRESET}},
	}))
	if !strings.Contains(diags[0].Detail(), "plan again before anything else") {
		t.Error(diags[0].Detail())
	}
}
