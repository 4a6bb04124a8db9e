package loadbalancer

import (
	"fmt"
	"regexp"
	"strings"
)

var hostHeaderForm = regexp.MustCompile(`^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(:[0-9]{1,5})?$`)

// Check checks a health check whose kind is one of kinds, with its defaults. It reports whether the kind is known.
func (v *Validator) Check(at Path, c Check, kinds []string) bool {
	if !v.OneOf(at.Field("kind"), c.Kind, kinds) {
		return false
	}
	v.Duration(at.Field("interval"), c.Interval)
	v.Duration(at.Field("fast_interval"), c.FastInterval)
	v.Duration(at.Field("down_interval"), c.DownInterval)
	v.AtLeast(at.Field("rise"), c.Rise, 1)
	v.AtLeast(at.Field("fall"), c.Fall, 1)
	v.Port(at.Field("port"), c.Port)
	v.unusedByCheck(at, c)
	if c.Kind == CheckHTTP {
		v.httpCheck(at, c)
	}
	return true
}

// unusedByCheck reports what was given for another kind of check and would be left out in silence.
func (v *Validator) unusedByCheck(at Path, c Check) {
	none, http := c.Kind == CheckNone, c.Kind == CheckHTTP
	for _, given := range []struct {
		field string
		wrong bool
	}{
		{"interval", none && c.Interval != ""},
		{"fast_interval", none && c.FastInterval != ""},
		{"down_interval", none && c.DownInterval != ""},
		{"rise", none && c.Rise != nil},
		{"fall", none && c.Fall != nil},
		{"port", none && c.Port != nil},
		{"path", !http && c.Path != ""},
		{"expect_status", !http && c.ExpectStatus != nil},
		{"host_header", !http && c.HostHeader != ""},
		{"username", !http && c.Username != ""},
		{"password", !http && c.Password != ""},
	} {
		v.UnusedByCheck(at, given.field, c.Kind, given.wrong)
	}
}

// UnusedByCheck reports a field of a check that was given although its kind makes no use of it.
func (v *Validator) UnusedByCheck(at Path, field, kind string, given bool) {
	if given {
		v.Add(at.Field(field), "No effect on this check",
			fmt.Sprintf("A check of kind %s does not use it. Leave it out, or choose another kind.", kind), at.Field("kind"))
	}
}

func (v *Validator) httpCheck(at Path, c Check) {
	if v.URI(at.Field("path"), c.Path) {
		if name, found := clusterWide(c.Path); found {
			v.Add(at.Field("path"), "Health check unfit for a balancer",
				fmt.Sprintf("%s fails on every node when one node has trouble, which takes every server down. Use %s (RabbitMQ 4.1.1 and later) or \"/\".", name, ReadyToServeClients))
		}
	}
	v.Between(at.Field("expect_status"), c.ExpectStatus, 100, 599)
	if !hostHeaderForm.MatchString(c.HostHeader) {
		v.Add(at.Field("host_header"), "Invalid Host header", "Give a host name or an address, with a port if need be.")
	}
	v.Credentials(at, c.Username, c.Password)
}

// ServerChecks checks that what servers override is there to be overridden, and that a check for AMQP's protocol header
// meets a port that answers it: serverProtocol is the one of Protocols that the servers' own ports speak, and encrypted
// reports whether the check speaks TLS. Check is where c is, and involves is what decides on the servers' protocol.
func (v *Validator) ServerChecks(servers Path, list []Server, check Path, c Check, serverProtocol string, encrypted bool, involves ...Path) {
	for i, s := range list {
		at := servers.Item(i)
		if c.Kind == CheckNone && (s.CheckPort != nil || s.CheckRise != nil || s.CheckFall != nil ||
			strings.Join([]string{s.CheckAddress, s.CheckInterval, s.CheckFastInterval, s.CheckDownInterval}, "") != "") {
			v.Add(at, "No check to override", "The listener's check is of kind none, so check_* of its servers have no effect.", check.Field("kind"))
		}
		answers := ProtocolAMQP
		if encrypted {
			answers = ProtocolAMQPS
		}
		if c.Kind == CheckAMQP && serverProtocol != answers && s.ProbedPort(c) == nil {
			v.Add(check.Field("kind"), "Check meets the wrong protocol",
				fmt.Sprintf("Server %q speaks %s on its own port and never answers an AMQP header there. Set the check's port to that of an AMQP listener, such as 5672, or use kind http.", s.Name, serverProtocol),
				append([]Path{check, at.Field("check_port")}, involves...)...)
		}
	}
}
