package httpapi

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
)

// failureOfHandshake knows the ends of a TLS handshake that are not about the server's certificate.
func failureOfHandshake(err error) Diagnosis {
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, http.ErrSchemeMismatch):
		return Diagnosis{Failure: FailureNeedsPlain}
	case errors.As(err, &record):
		return protocolOf(string(record.RecordHeader[:]))
	case certificateRefused(err):
		return Diagnosis{Failure: FailureClientCertificate}
	}
	// These have no types of their own, only texts (crypto/tls, alert.go and handshake_client.go).
	text := err.Error()
	switch {
	case strings.Contains(text, "tls: protocol version not supported"), strings.Contains(text, "selected unsupported protocol version"):
		return Diagnosis{Failure: FailureTLSVersion}
	case strings.Contains(text, "remote error: tls: "):
		return Diagnosis{Failure: FailureHandshake}
	}
	return Diagnosis{}
}

// malformed is how net/http quotes a first line that is not HTTP.
var malformed = regexp.MustCompile(`malformed HTTP (?:response|version|status code) ("(?:[^"\\]|\\.)*")`)

// failureOfProtocol knows what other protocols answer to a request of HTTP.
func failureOfProtocol(err error) Diagnosis {
	if errors.As(err, new(*Error)) {
		return Diagnosis{}
	}
	quoted := malformed.FindStringSubmatch(err.Error())
	if quoted == nil {
		return Diagnosis{}
	}
	line, fault := strconv.Unquote(quoted[1])
	if fault != nil {
		return Diagnosis{Failure: FailureNotHTTP}
	}
	return protocolOf(line)
}

// protocolOf knows protocols by their first bytes: an alert of TLS, and the header with which RabbitMQ answers what is not AMQP.
func protocolOf(begins string) Diagnosis {
	const alertOfTLS = "\x15\x03"
	switch {
	case strings.HasPrefix(begins, "HTTP/"):
		return Diagnosis{Failure: FailureNeedsPlain}
	case strings.HasPrefix(begins, "AMQP"):
		return Diagnosis{Failure: FailureAMQP}
	case strings.HasPrefix(begins, alertOfTLS):
		return Diagnosis{Failure: FailureNeedsTLS}
	}
	const enough = 20
	begins = strings.TrimSpace(begins[:min(len(begins), enough)])
	if strings.ContainsFunc(begins, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) {
		begins = ""
	}
	return Diagnosis{FailureNotHTTP, begins}
}

// wantsTLS are the answers of HTTPS servers to a request without TLS: those of Go, of nginx, Apache httpd and Tomcat.
var wantsTLS = regexp.MustCompile(`(?i)HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|` +
	`speaking plain HTTP to an SSL|requires TLS`)

// failureOfAnswer knows the answers of HTTP servers, a broker's or another's.
func failureOfAnswer(err error) Diagnosis {
	var strange *foreignAnswer
	var refusal *Error
	switch {
	case errors.As(err, &strange) && strange.status >= http.StatusMultipleChoices && strange.status < http.StatusBadRequest:
		return Diagnosis{FailureRedirect, strange.target}
	case errors.As(err, &strange) && strange.status == http.StatusNotFound:
		return Diagnosis{Failure: FailureNotFound}
	case errors.As(err, &refusal):
		return Diagnosis{Failure: failureOfStatus(refusal)}
	case errors.Is(err, ErrGarbled):
		return Diagnosis{Failure: FailureForeign}
	}
	return Diagnosis{}
}

func failureOfStatus(refusal *Error) Failure {
	switch {
	case refusal.Status == http.StatusBadRequest && wantsTLS.MatchString(refusal.Reason):
		return FailureNeedsTLS
	case refusal.Code == "" && (refusal.Status == http.StatusBadGateway || refusal.Status == http.StatusServiceUnavailable ||
		refusal.Status == http.StatusGatewayTimeout):
		return FailureGateway
	case refusal.Code == "" && refusal.Reason != "":
		return FailureForeign
	case errors.Is(refusal, ErrAccessRefused):
		return FailurePermission
	case errors.Is(refusal, ErrUnauthorized):
		return FailureLogin
	}
	return FailureUnknown
}

// wasClosed reports whether the server ended the connection. On a request that it cannot read, Go's transport says "server closed
// idle connection" where the close overtakes it.
func wasClosed(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) || strings.Contains(err.Error(), "server closed idle connection")
}

// namesOf are the host names and addresses that a certificate is for.
func namesOf(certificate *x509.Certificate) string {
	if certificate == nil {
		return ""
	}
	names := append([]string{}, certificate.DNSNames...)
	for _, address := range certificate.IPAddresses {
		names = append(names, address.String())
	}
	return strings.Join(names, ", ")
}

// validityOf is from when to when a certificate is valid.
func validityOf(certificate *x509.Certificate) string {
	if certificate == nil {
		return ""
	}
	return "from " + certificate.NotBefore.UTC().Format(time.RFC3339) + " to " + certificate.NotAfter.UTC().Format(time.RFC3339)
}
