package haproxy

import (
	"encoding/base64"
	"net/netip"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

func (w *writer) check(l Listener) {
	c := l.Check
	connect := []string{"connect"}
	if l.checkInherits() {
		// Without this word the check knows nothing of TLS and PROXY headers of the lines "server".
		connect = append(connect, "default")
	}
	switch c.Kind {
	case loadbalancer.CheckAMQP:
		w.line("option", "tcp-check")
		w.line(append([]string{"tcp-check"}, connect...)...)
		// "AMQP" 0 0 9 1, which the broker answers with the method frame Connection.Start on channel 0.
		w.line("tcp-check", "send-binary", "414d515000000901")
		w.line("tcp-check", "expect", "binary", "01000000")
	case loadbalancer.CheckHTTP:
		w.line("option", "httpchk")
		w.line(append([]string{"http-check"}, connect...)...)
		send := join([]string{"http-check", "send", "meth", "GET", "uri", c.Path, "ver", "HTTP/1.1", "hdr", "Host", c.HostHeader})
		switch {
		case c.AuthorizationEnv != "":
			send += ` hdr Authorization "Basic ${` + c.AuthorizationEnv + `}"`
		case c.Username != "":
			send += " " + join([]string{"hdr", "Authorization", basic(c.Username, c.Password)})
		}
		w.verbatim(send)
		// Left to itself HAProxy takes a redirect for healthy.
		w.line("http-check", "expect", "status", strconv.Itoa(*c.ExpectStatus))
	}
}

// checkInherits reports whether a check is to connect as the lines "server" say.
func (l Listener) checkInherits() bool {
	return l.TLS.toServers() || l.Check.TLS != nil || l.Check.SendProxy != nil && *l.Check.SendProxy
}

// checkWords are what a check adds to a line "server".
func (l Listener) checkWords(s loadbalancer.Server) []string {
	if l.Check.Kind == loadbalancer.CheckNone {
		return nil
	}
	words := number([]string{"check"}, "port", s.ProbedPort(l.Check.Check))
	if ip, err := netip.ParseAddr(s.CheckAddress); err == nil {
		words = append(words, "addr", loadbalancer.Source{Address: ip}.String())
	}
	words = timing(words, s.CheckInterval, s.CheckFastInterval, s.CheckDownInterval, s.CheckRise, s.CheckFall)
	if l.Check.SendProxy != nil && *l.Check.SendProxy {
		words = append(words, "check-send-proxy")
	}
	return words
}

// agentWords are what an agent adds to a line "server".
func agentWords(a *loadbalancer.Agent) []string {
	if a == nil {
		return nil
	}
	words := number([]string{"agent-check"}, "agent-port", a.Port)
	for _, of := range []struct{ keyword, value string }{{"agent-addr", a.Address}, {"agent-inter", a.Interval}, {"agent-send", a.Send}} {
		if of.value != "" {
			words = append(words, of.keyword, of.value)
		}
	}
	return words
}

// basic is the value of an Authorization header.
func basic(username, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(username+":"+password))
}
