package haproxy

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Observations are the values that a server's Observe takes: errors of connections, or of requests too.
var Observations = []string{"layer4", "layer7"}

// ErrorActions are the values that a server's OnError takes: check more often, count as a failed check, be one failed check
// away from being down, or be down.
var ErrorActions = []string{"fastinter", "fail-check", "sudden-death", "mark-down"}

// observation checks what becomes of errors in the clients' traffic.
func (r *rules) observation(at loadbalancer.Path, s loadbalancer.Server, l Listener, listener loadbalancer.Path) {
	observe := at.Field("observe")
	r.OneOf(observe, s.Observe, Observations)
	r.OneOf(at.Field("on_error"), s.OnError, ErrorActions)
	r.AtLeast(at.Field("error_limit"), s.ErrorLimit, 1)
	switch {
	case s.Observe == "":
		for _, given := range []struct {
			field string
			is    bool
		}{{"on_error", s.OnError != ""}, {"error_limit", s.ErrorLimit != nil}} {
			if given.is {
				r.Add(at.Field(given.field), "Nothing is observed", fmt.Sprintf("It has no effect on server %q without observe. Set observe too, or leave it out.", s.Name), observe)
			}
		}
	case l.Check.Kind == loadbalancer.CheckNone:
		r.Add(observe, "Nothing brings the server back", fmt.Sprintf("Only a health check does, and that of the listener of server %q is of kind none; HAProxy then observes nothing.", s.Name), listener.Field("check"))
	case s.Observe == "layer7" && !loadbalancer.TraitsOf(l.Protocol).HTTP:
		r.Add(observe, "No requests in this protocol", fmt.Sprintf("HAProxy sees requests of the protocol %s only, and ignores layer7 of server %q for %s. Use layer4.",
			loadbalancer.ProtocolManagement, s.Name, l.Protocol), listener.Field("protocol"))
	}
}

// limits checks what depends on the number of connections at once.
func (r *rules) limits(at loadbalancer.Path, s loadbalancer.Server) {
	maxconn := at.Field("maxconn")
	r.AtLeast(at.Field("minconn"), s.MinConn, 1)
	r.AtLeast(at.Field("maxqueue"), s.MaxQueue, 0)
	limited := s.MaxConn != nil && *s.MaxConn > 0
	if s.MinConn != nil && *s.MinConn > 0 && (!limited || *s.MinConn >= *s.MaxConn) {
		r.Add(at.Field("minconn"), "Limit that never changes", fmt.Sprintf("HAProxy takes minconn of server %q for maxconn, since that is not above %d. Set maxconn above it, or leave minconn out.", s.Name, *s.MinConn), maxconn)
	}
	if s.MaxQueue != nil && !limited {
		r.Add(at.Field("maxqueue"), "Nobody waits", fmt.Sprintf("Without maxconn no connection waits for server %q. Set maxconn too, or leave maxqueue out.", s.Name), maxconn)
	}
}

// loadWords are what these add to a line "server".
func loadWords(s loadbalancer.Server) []string {
	words := number(number(nil, "minconn", s.MinConn), "maxqueue", s.MaxQueue)
	if s.Observe != "" {
		words = append(words, "observe", s.Observe)
	}
	words = number(words, "error-limit", s.ErrorLimit)
	if s.OnError != "" {
		words = append(words, "on-error", s.OnError)
	}
	return words
}
