package loadbalancer

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"
)

// How a server is probed.
const (
	CheckNone = "none"
	CheckTCP  = "tcp"
	CheckAMQP = "amqp"
	CheckHTTP = "http"
)

// ReadyToServeClients answers 200 while the node accepts clients, without a password and without a line in the
// broker's log. It speaks for its own node only, which makes it the check for a balancer.
const ReadyToServeClients = "/api/health/checks/ready-to-serve-clients"

// The health checks that ask for no password came with this broker.
var unauthenticatedChecksSince = Version{4, 1, 1}

// Check is the health check of a listener's servers.
type Check struct {
	// Kind is one of none, tcp, amqp, http; not every writer has every one. Default http, the only one that sees a
	// frozen broker and writes nothing into the broker's log.
	Kind string
	// Interval is the time between two checks. Default 5s.
	Interval string
	// FastInterval applies while the state is changing and DownInterval while the server is down. Default 1s
	// and 2s; where Interval is given they follow it.
	FastInterval, DownInterval string
	// Rise and Fall are the checks in a row that bring a server up (default 2) or down (default 3).
	Rise, Fall *int
	// Port is where the check goes. Default is the management port, 15672, for kind http, else the server's
	// own port.
	Port *int
	// Path is what an http check asks for. Default /api/health/checks/ready-to-serve-clients for brokers from
	// 4.1.1 on, else "/", which every management listener answers without a password.
	Path string
	// ExpectStatus is the one HTTP status that means healthy, 100 to 599. Default 200.
	ExpectStatus *int
	// HostHeader is the Host of the request. Default rabbitmq.
	HostHeader string
	// Username and Password are sent as basic authentication; both or neither.
	Username, Password string
}

// WithDefaults is c with everything filled in that was left out.
func (c Check) WithDefaults(protocol, rabbitMQVersion string) Check {
	c.Kind = cmp.Or(c.Kind, CheckHTTP)
	if c.Kind == CheckNone {
		return c
	}
	if c.Interval == "" {
		c.Interval = "5s"
		c.FastInterval = cmp.Or(c.FastInterval, "1s")
		c.DownInterval = cmp.Or(c.DownInterval, "2s")
	}
	c.Rise = cmp.Or(c.Rise, new(2))
	c.Fall = cmp.Or(c.Fall, new(3))
	if c.Kind == CheckHTTP {
		c.Path = cmp.Or(c.Path, defaultPath(rabbitMQVersion))
		c.ExpectStatus = cmp.Or(c.ExpectStatus, new(200))
		c.HostHeader = cmp.Or(c.HostHeader, "rabbitmq")
		if protocol != ProtocolManagement {
			c.Port = cmp.Or(c.Port, new(ManagementPort))
		}
	}
	return c
}

// defaultPath must never be one the broker does not know: a 404 takes every server down.
func defaultPath(rabbitMQVersion string) string {
	v, known := ParseVersion(rabbitMQVersion)
	if !known || v.OlderThan(unauthenticatedChecksSince) {
		return "/"
	}
	return ReadyToServeClients
}

// WaitsForAnswer reports whether the check goes on after the connection is made.
func (c Check) WaitsForAnswer() bool {
	return c.Kind == CheckHTTP || c.Kind == CheckAMQP
}

// clusterWideChecks answer for the cluster or for its peers and not for the node that was asked.
var clusterWideChecks = []string{
	"alarms", "node-is-quorum-critical", "node-is-mirror-sync-critical", "reached-target-cluster-size",
	"quorum-queues-without-elected-leaders",
}

// clusterWide returns the health check in a request path that would take every server down at once, if any.
func clusterWide(uri string) (string, bool) {
	uri, _, _ = strings.Cut(uri, "?")
	if plain, err := url.PathUnescape(uri); err == nil {
		uri = plain
	}
	for _, part := range strings.Split(path.Clean(uri), "/") {
		if slices.Contains(clusterWideChecks, part) {
			return part, true
		}
	}
	return "", false
}
