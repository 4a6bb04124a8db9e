package httpapi

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"syscall"
)

// Failure is the kind of mistake or outage because of which an endpoint could not be used. Each calls for another remedy.
type Failure string

// The kinds of failures. In a Diagnosis, Detail is what each comment names; empty where it names nothing.
const (
	// FailureUnknown: none of the others.
	FailureUnknown Failure = ""

	// FailureNoSuchHost: the host name does not exist. Detail: the name.
	FailureNoSuchHost Failure = "no such host"
	// FailureResolver: the host name could not be looked up. Detail: the name.
	FailureResolver Failure = "resolver"
	// FailureRefused: nothing listens on the port.
	FailureRefused Failure = "refused"
	// FailureNoRoute: there is no way to the host.
	FailureNoRoute Failure = "no route"
	// FailureConnectTimeout: nothing answered the attempt to connect.
	FailureConnectTimeout Failure = "connect timeout"
	// FailureHandshakeTimeout: the connection was accepted, and the TLS handshake was not answered.
	FailureHandshakeTimeout Failure = "handshake timeout"
	// FailureAnswerTimeout: the connection was accepted, and the request was not answered in time.
	FailureAnswerTimeout Failure = "answer timeout"
	// FailureClosed: the connection was closed, or reset, in place of an answer.
	FailureClosed Failure = "closed"
	// FailureProxy: the proxy of HTTP_PROXY or HTTPS_PROXY could not be used.
	FailureProxy Failure = "proxy"

	// FailureAuthority: the certificate was signed by an authority that is not trusted.
	FailureAuthority Failure = "unknown authority"
	// FailureHostName: the certificate is for other names. Detail: these names.
	FailureHostName Failure = "host name"
	// FailureExpired: the certificate has expired or is not valid yet. Detail: from when to when it is valid.
	FailureExpired Failure = "expired"
	// FailureCertificate: the certificate is not valid for another reason.
	FailureCertificate Failure = "invalid certificate"
	// FailureClientCertificate: the server did not accept the client's certificate, or that there is none.
	FailureClientCertificate Failure = "client certificate"
	// FailureTLSVersion: client and server have no version of TLS in common.
	FailureTLSVersion Failure = "TLS version"
	// FailureHandshake: the server refused the handshake, and did not say why.
	FailureHandshake Failure = "handshake"

	// FailureNeedsTLS: the port speaks TLS, and the endpoint is http.
	FailureNeedsTLS Failure = "needs TLS"
	// FailureNeedsPlain: the port speaks HTTP without TLS, and the endpoint is https.
	FailureNeedsPlain Failure = "needs plain HTTP"
	// FailureAMQP: the port is one for AMQP clients.
	FailureAMQP Failure = "AMQP"
	// FailureNotHTTP: the port speaks another protocol. Detail: the beginning of what it said, if that is text.
	FailureNotHTTP Failure = "not HTTP"

	// FailureRedirect: the answer was a redirection. Detail: scheme and host of its target, if it names them.
	FailureRedirect Failure = "redirect"
	// FailureNotFound: the whole API is unknown there: another server's or another path's 404.
	FailureNotFound Failure = "API not found"
	// FailureForeign: something else than a management API answered, such as a login page.
	FailureForeign Failure = "foreign answer"
	// FailureGateway: a load balancer or proxy has no broker behind it that answers.
	FailureGateway Failure = "gateway"

	// FailureLogin: user name or password were refused.
	FailureLogin Failure = "login"
	// FailurePermission: the user was let in and may not do this.
	FailurePermission Failure = "permission"
)

// Diagnosis says what is behind the error of one endpoint.
type Diagnosis struct {
	Failure Failure
	// Detail is what the Failure's comment names. It contains no secret.
	Detail string
}

// Diagnose finds the kind of failure in the error of a request to one endpoint, as it is in an Attempt.
func Diagnose(err error) Diagnosis {
	for _, find := range []func(error) Diagnosis{
		failureOfProxy, failureOfCertificate, failureOfHandshake, failureOfProtocol, failureOfAnswer, failureOfConnection,
	} {
		if found := find(err); found.Failure != FailureUnknown {
			return found
		}
	}
	return Diagnosis{}
}

// failureOfConnection knows what goes wrong before and after a connection is made.
func failureOfConnection(err error) Diagnosis {
	var name *net.DNSError
	var operation *net.OpError
	var failure net.Error
	switch {
	case errors.As(err, &name) && name.IsNotFound:
		return Diagnosis{FailureNoSuchHost, name.Name}
	case errors.As(err, &name):
		return Diagnosis{FailureResolver, name.Name}
	case errors.Is(err, syscall.ECONNREFUSED):
		return Diagnosis{Failure: FailureRefused}
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return Diagnosis{Failure: FailureNoRoute}
	case errors.Is(err, ErrTimeout):
		return Diagnosis{Failure: FailureAnswerTimeout}
	case wasClosed(err):
		return Diagnosis{Failure: FailureClosed}
	case errors.As(err, &operation) && operation.Op == "dial" && operation.Timeout():
		return Diagnosis{Failure: FailureConnectTimeout}
	case errors.Is(err, context.Canceled):
		return Diagnosis{}
	case errors.As(err, &failure) && failure.Timeout():
		return Diagnosis{Failure: FailureHandshakeTimeout}
	}
	return Diagnosis{}
}

// failureOfCertificate knows what is wrong with the server's certificate.
func failureOfCertificate(err error) Diagnosis {
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &authority):
		return Diagnosis{Failure: FailureAuthority}
	case errors.As(err, &host):
		return Diagnosis{FailureHostName, namesOf(host.Certificate)}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return Diagnosis{FailureExpired, validityOf(invalid.Cert)}
	case errors.As(err, &invalid), errors.As(err, &verification):
		return Diagnosis{Failure: FailureCertificate}
	}
	return Diagnosis{}
}

// failureOfProxy knows what goes wrong on the way to and through a proxy.
func failureOfProxy(err error) Diagnosis {
	var operation *net.OpError
	var refusal *Error
	switch {
	case errors.Is(err, errProxy),
		errors.As(err, &operation) && operation.Op == "proxyconnect",
		errors.As(err, &refusal) && refusal.Status == http.StatusProxyAuthRequired:
		return Diagnosis{Failure: FailureProxy}
	}
	return Diagnosis{}
}
