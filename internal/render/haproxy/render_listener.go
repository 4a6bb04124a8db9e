package haproxy

import (
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

func (w *writer) listener(l Listener, c Config) {
	t := loadbalancer.TraitsOf(l.Protocol)
	w.section("listen", l.Name)
	w.line("description", l.description())
	w.binds(l.Binds, l.TLS.bindWords())
	if t.HTTP {
		w.line("mode", "http")
		w.flag(c.logsConnections(), "option", "httplog")
		// The client timeout is made for AMQP; a client that sends half a request must not hold a slot for hours.
		w.line("timeout", "http-request", "10s")
	}
	w.number("maxconn", l.MaxConn)
	w.allowed(l.AllowedSources)
	w.line("balance", l.Balance)
	w.keepAlive(l.TCPKeepAlive)
	if l.Cookie != nil {
		w.line(l.Cookie.words()...)
	}
	w.check(l)
	w.defaultServer(l)
	w.extra(l.Extra)
	for _, s := range l.Servers {
		w.verbatim(strings.Join(append([]string{join(l.serverLine(s, c.Resolvers != nil))}, s.Extra...), " "))
	}
}

// description is the protocol for people who read the statistics page.
func (l Listener) description() string {
	text := loadbalancer.TraitsOf(l.Protocol).Description
	switch l.TLS.Mode {
	case TLSPassthrough:
		text += ", passed through"
	case TLSTerminate:
		text += ", ended here"
	}
	return text
}

func (w *writer) binds(binds []loadbalancer.Bind, options []string) {
	for _, b := range binds {
		words := []string{"bind", b.String()}
		if b.TLS == nil || *b.TLS {
			words = append(words, options...)
		}
		w.line(words...)
	}
}

// allowed turns everybody else away before anything is read from them.
func (w *writer) allowed(sources []string) {
	for _, source := range sources {
		w.line("acl", "allowed_source", "src", source)
	}
	w.flag(len(sources) > 0, "tcp-request", "connection", "reject", "if", "!allowed_source")
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

// defaultServer writes what the servers of a listener have in common, if anything.
func (w *writer) defaultServer(l Listener) {
	c := l.Check
	words := timing(nil, c.Interval, c.FastInterval, c.DownInterval, c.Rise, c.Fall)
	if *l.OnMarkedDownShutdown {
		words = append(words, "on-marked-down", "shutdown-sessions")
	}
	if loadbalancer.Duration(l.SlowStart) > 0 {
		words = append(words, "slowstart", l.SlowStart)
	}
	if words != nil {
		w.line(append([]string{"default-server"}, words...)...)
	}
}

// serverLine are the words of a line "server", without those that the user adds.
func (l Listener) serverLine(s loadbalancer.Server, resolvers bool) []string {
	words := []string{"server", s.Name, net.JoinHostPort(s.Address, strconv.Itoa(*s.Port))}
	words = append(words, l.checkWords(s)...)
	words = append(words, agentWords(s.Agent)...)
	words = append(words, l.serverWords(s)...)
	switch l.SendProxy {
	case SendProxyV1:
		words = append(words, "send-proxy")
	case SendProxyV2:
		words = append(words, "send-proxy-v2")
	}
	if s.Drained {
		s.Weight = new(0)
	}
	words = number(words, "weight", s.Weight)
	words = append(number(words, "maxconn", s.MaxConn), loadWords(s)...)
	if s.Backup {
		words = append(words, "backup")
	}
	if s.Disabled {
		words = append(words, "disabled")
	}
	if s.Cookie != "" {
		words = append(words, "cookie", s.Cookie)
	}
	if s.Source != "" {
		source, _ := loadbalancer.ParseSource(s.Source)
		words = append(words, "source", source.String())
	}
	if _, err := netip.ParseAddr(s.Address); err != nil {
		if resolvers {
			words = append(words, "resolvers", resolversSection)
		}
		// One name that cannot be looked up must not keep the others from starting.
		words = append(words, "init-addr", "last,libc,none")
	}
	return words
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
