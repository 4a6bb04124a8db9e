package haproxy

import (
	"regexp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

var environmentName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// check checks what HAProxy adds to a health check.
func (r *rules) check(listener loadbalancer.Path, l Listener) {
	at, c := listener.Field("check"), l.Check
	r.UnusedByCheck(at, "authorization_env", c.Kind, c.Kind != loadbalancer.CheckHTTP && c.AuthorizationEnv != "")
	r.UnusedByCheck(at, "send_proxy", c.Kind, c.Kind != loadbalancer.CheckAMQP && c.SendProxy != nil)
	r.UnusedByCheck(at, "tls", c.Kind, c.Kind == loadbalancer.CheckNone && c.TLS != nil)
	r.authorization(at, c)
	if c.SendProxy != nil && *c.SendProxy && !l.sendsProxy() {
		r.Add(at.Field("send_proxy"), "Check with a PROXY header, connections without",
			"A broker reads PROXY headers on all connections of a listener or on none. Set send_proxy of the listener, or leave this out.", listener.Field("send_proxy"))
	}
	if c.TLS != nil {
		r.checkTLS(at.Field("tls"), *c.TLS, l, listener)
	}
	r.ServerChecks(listener.Field("server"), l.Servers, at, c.Check, l.serverProtocol(), l.TLS.toServers() || c.TLS != nil,
		listener.Field("protocol"), listener.Field("tls"))
}

func (r *rules) authorization(at loadbalancer.Path, c Check) {
	if c.AuthorizationEnv == "" {
		return
	}
	if r.Text(at.Field("authorization_env"), c.AuthorizationEnv) && !environmentName.MatchString(c.AuthorizationEnv) {
		r.Add(at.Field("authorization_env"), "Invalid name of an environment variable",
			"Give the bare name, letters, digits and underscores, without $ or braces.")
	}
	if c.Username != "" || c.Password != "" {
		r.Add(at.Field("authorization_env"), "Two sources of credentials",
			"Give either authorization_env or username and password.", at.Field("username"), at.Field("password"))
	}
}
