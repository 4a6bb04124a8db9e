package haproxy

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	environmentName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	hostHeaderForm  = regexp.MustCompile(`^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(:[0-9]{1,5})?$`)
)

func (v *validator) check(at Path, l Listener) {
	c := l.Check
	if !v.oneOf(at.Field("kind"), c.Kind, CheckKinds) {
		return
	}
	v.duration(at.Field("interval"), c.Interval)
	v.duration(at.Field("fast_interval"), c.FastInterval)
	v.duration(at.Field("down_interval"), c.DownInterval)
	v.atLeast(at.Field("rise"), c.Rise, 1)
	v.atLeast(at.Field("fall"), c.Fall, 1)
	v.port(at.Field("port"), c.Port)
	v.unused(at, c)
	if c.Kind == CheckHTTP {
		v.httpCheck(at, c)
	}
}

// unused reports what was given for another kind of check and would be left out in silence.
func (v *validator) unused(at Path, c Check) {
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
		{"authorization_env", !http && c.AuthorizationEnv != ""},
	} {
		if given.wrong {
			v.add(at.Field(given.field), "No effect on this check",
				fmt.Sprintf("A check of kind %s does not use it. Leave it out, or choose another kind.", c.Kind), at.Field("kind"))
		}
	}
}

func (v *validator) httpCheck(at Path, c Check) {
	if v.uri(at.Field("path"), c.Path) {
		if name, found := clusterWide(c.Path); found {
			v.add(at.Field("path"), "Health check unfit for a balancer",
				fmt.Sprintf("%s fails on every node when one node has trouble, which takes every server down. Use %s (RabbitMQ 4.1.1 and later) or \"/\".", name, readyToServeClients))
		}
	}
	v.between(at.Field("expect_status"), c.ExpectStatus, 100, 599)
	if !hostHeaderForm.MatchString(c.HostHeader) {
		v.add(at.Field("host_header"), "Invalid Host header", "Give a host name or an address, with a port if need be.")
	}
	v.credentials(at, c.Username, c.Password)
	if c.AuthorizationEnv == "" {
		return
	}
	if !environmentName.MatchString(c.AuthorizationEnv) {
		v.add(at.Field("authorization_env"), "Invalid name of an environment variable",
			"Give the bare name, letters, digits and underscores, without $ or braces.")
	}
	if c.Username != "" || c.Password != "" {
		v.add(at.Field("authorization_env"), "Two sources of credentials",
			"Give either authorization_env or username and password.", at.Field("username"), at.Field("password"))
	}
}

// serverCheck checks what a server overrides, and that its check meets a port that can answer it.
func (v *validator) serverCheck(at Path, s Server, l Listener, listener Path) {
	v.port(at.Field("check_port"), s.CheckPort)
	v.duration(at.Field("check_interval"), s.CheckInterval)
	v.duration(at.Field("check_fast_interval"), s.CheckFastInterval)
	v.duration(at.Field("check_down_interval"), s.CheckDownInterval)
	v.atLeast(at.Field("check_rise"), s.CheckRise, 1)
	v.atLeast(at.Field("check_fall"), s.CheckFall, 1)
	kind := listener.Field("check").Field("kind")
	if l.Check.Kind == CheckNone && (s.CheckPort != nil || s.CheckRise != nil || s.CheckFall != nil ||
		strings.Join([]string{s.CheckInterval, s.CheckFastInterval, s.CheckDownInterval}, "") != "") {
		v.add(at, "No check to override", "The listener's check is of kind none, so check_* of its servers have no effect.", kind)
	}
	if l.Check.Kind == CheckAMQP && l.Protocol != ProtocolAMQP && s.checkPort(l.Check) == nil {
		v.add(listener.Field("check").Field("kind"), "Check meets the wrong protocol",
			fmt.Sprintf("Server %q speaks %s on its own port and never answers an AMQP header there. Set the check's port to a plain AMQP port such as 5672, or use kind http.", s.Name, l.Protocol),
			listener.Field("protocol"), listener.Field("check").Field("port"), at.Field("check_port"))
	}
}
