package httpapi

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// Faulty reports whether an attempt's end speaks against the endpoint, not against the request, so that another endpoint,
// or this one later, may do better.
func (c *Client) Faulty(err error) bool {
	var refusal *Error
	switch {
	case err == nil:
		return false
	case !errors.As(err, &refusal):
		return true
	case errors.Is(refusal, ErrUnauthorized):
		// A node that has yet to join the cluster does not know the cluster's users.
		return len(c.endpoints) > 1
	}
	return busy(refusal) || answerLost(refusal)
}

// busy reports whether the request was turned away before anything was done about it.
func busy(refusal *Error) bool {
	return refusal.Status == http.StatusTooManyRequests || refusal.Status == http.StatusServiceUnavailable
}

// answerLost reports whether somebody on the way, or the broker's own metadata store, gave up waiting: what was asked for may
// have been done, or still will be.
func answerLost(refusal *Error) bool {
	lost := refusal.Status == http.StatusBadGateway || refusal.Status == http.StatusGatewayTimeout
	return lost || errors.Is(refusal, ErrTimeout) || vanished.MatchString(refusal.Reason)
}

// vanished is the broker's word when a process of its own ended while a change waited for it, such as a member of an earlier
// queue of the same name, whose deletion has only just reached that node (seen on 3.10.8). It comes with status 400.
var vanished = regexp.MustCompile(`^Request to node \S+ failed with\s+\{'EXIT',\s*\{(\{shutdown,|noproc,|killed,|normal,)`)

// mayBeDone reports whether a failed attempt at a write may have changed something all the same.
func mayBeDone(sent bool, err error) bool {
	var refusal *Error
	if errors.As(err, &refusal) {
		return answerLost(refusal)
	}
	return err != nil && sent && !permanent(err)
}

// permanent reports whether waiting does not help: names that do not exist, certificates that do not fit, wrong passwords.
func permanent(err error) bool {
	var name *net.DNSError
	if errors.As(err, &name) {
		return name.IsNotFound
	}
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var plain tls.RecordHeaderError
	switch {
	case errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &host), errors.As(err, &plain):
		return true
	}
	return errors.Is(err, http.ErrSchemeMismatch) || certificateRefused(err) || errors.Is(err, ErrUnauthorized)
}

// certificateRefused reports whether the server did not take our certificate. In TLS 1.3 it says so after the handshake, in
// the place of an answer. The alert has no type of its own, only its text.
func certificateRefused(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) && operation.Op == "remote error" && strings.Contains(operation.Err.Error(), "certificate")
}

func allPermanent(reasons []error) bool {
	return !slices.ContainsFunc(reasons, func(err error) bool { return !permanent(err) })
}
