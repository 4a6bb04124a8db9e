package haproxy

import (
	"net"
	"net/netip"
	"strconv"
)

func (w *writer) listener(l Listener, logs bool) {
	t := protocolTraits[l.Protocol]
	w.section("listen", l.Name)
	w.line("description", t.description)
	w.binds(l.Binds)
	if t.http {
		w.line("mode", "http")
		w.flag(logs, "option", "httplog")
		// The client timeout is made for AMQP; a client that sends half a request must not hold a slot for hours.
		w.line("timeout", "http-request", "10s")
	}
	w.number("maxconn", l.MaxConn)
	w.line("balance", l.Balance)
	w.keepAlive(l.TCPKeepAlive)
	w.check(l.Check)
	w.defaultServer(l)
	w.extra(l.Extra)
	for _, s := range l.Servers {
		w.server(s, l.Check)
	}
}

func (w *writer) binds(binds []Bind) {
	for _, b := range binds {
		w.line("bind", b.String())
	}
}

func (w *writer) keepAlive(k KeepAlive) {
	if !*k.Enabled {
		return
	}
	w.line("option", "tcpka")
	for _, side := range []struct {
		keyword, idle, interval string
		count                   *int
	}{
		{"clitcpka", k.ClientIdle, k.ClientInterval, k.ClientCount},
		{"srvtcpka", k.ServerIdle, k.ServerInterval, k.ServerCount},
	} {
		if side.idle != "" {
			w.line(side.keyword+"-idle", seconds(side.idle))
		}
		if side.interval != "" {
			w.line(side.keyword+"-intvl", seconds(side.interval))
		}
		w.number(side.keyword+"-cnt", side.count)
	}
}

func (w *writer) check(c Check) {
	switch c.Kind {
	case CheckAMQP:
		w.line("option", "tcp-check")
		w.line("tcp-check", "connect")
		// "AMQP" 0 0 9 1, which the broker answers with the method frame Connection.Start on channel 0.
		w.line("tcp-check", "send-binary", "414d515000000901")
		w.line("tcp-check", "expect", "binary", "01000000")
	case CheckHTTP:
		w.line("option", "httpchk")
		w.line("http-check", "connect")
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

// defaultServer writes what the servers of a listener have in common, if anything.
func (w *writer) defaultServer(l Listener) {
	c := l.Check
	words := timing(nil, c.Interval, c.FastInterval, c.DownInterval, c.Rise, c.Fall)
	if *l.OnMarkedDownShutdown {
		words = append(words, "on-marked-down", "shutdown-sessions")
	}
	if duration(l.SlowStart) > 0 {
		words = append(words, "slowstart", l.SlowStart)
	}
	if words != nil {
		w.line(append([]string{"default-server"}, words...)...)
	}
}

func (w *writer) server(s Server, c Check) {
	words := []string{"server", s.Name, net.JoinHostPort(s.Address, strconv.Itoa(*s.Port))}
	if c.Kind != CheckNone {
		words = append(words, "check")
		words = number(words, "port", s.checkPort(c))
		words = timing(words, s.CheckInterval, s.CheckFastInterval, s.CheckDownInterval, s.CheckRise, s.CheckFall)
	}
	words = number(words, "weight", s.Weight)
	words = number(words, "maxconn", s.MaxConn)
	if s.Backup {
		words = append(words, "backup")
	}
	if s.Disabled {
		words = append(words, "disabled")
	}
	// One name that cannot be looked up must not keep the others from starting.
	if _, err := netip.ParseAddr(s.Address); err != nil {
		words = append(words, "init-addr", "last,libc,none")
	}
	w.line(words...)
}

// timing appends how often a server is checked and how many results count.
func timing(words []string, interval, fast, down string, rise, fall *int) []string {
	for _, t := range []struct{ keyword, value string }{{"inter", interval}, {"fastinter", fast}, {"downinter", down}} {
		if t.value != "" {
			words = append(words, t.keyword, t.value)
		}
	}
	return number(number(words, "rise", rise), "fall", fall)
}

func number(words []string, keyword string, n *int) []string {
	if n == nil {
		return words
	}
	return append(words, keyword, strconv.Itoa(*n))
}
