package haproxy

import (
	"slices"
	"strconv"
)

// Render gives the text of haproxy.cfg, which ends with a line break. An error is a fault of this package.
func (r Resolved) Render() (string, error) {
	c, w := r.config, &writer{}
	w.global(c)
	w.defaults(c)
	for _, l := range c.Listeners {
		w.listener(l, c)
	}
	if c.Stats != nil {
		w.stats(*c.Stats, c)
	}
	if c.Resolvers != nil {
		w.resolvers(*c.Resolvers)
	}
	return w.text.String(), w.err
}

// logsConnections reports whether "option tcplog" makes sense: without a target HAProxy warns of it.
func (c Config) logsConnections() bool {
	return *c.TCPLog && len(c.LogTargets) > 0
}

func (w *writer) global(c Config) {
	w.section("global")
	w.number("maxconn", c.MaxConn)
	w.flag(c.Daemon, "daemon")
	for _, t := range c.LogTargets {
		words := []string{"log", t.Address}
		if t.Format != "" {
			words = append(words, "format", t.Format)
		}
		w.line(append(words, t.Facility)...)
	}
	if s := c.StatsSocket; s != nil {
		words := []string{"stats", "socket", s.Path, "mode", s.Mode, "level", s.Level}
		w.line(append(words, slices.Concat(s.words()...)...)...)
	}
	w.setting(c.HardStopAfter, "hard-stop-after")
	w.number("nbthread", c.NBThread)
	for _, words := range c.words() {
		w.line(words...)
	}
	w.setting(c.Chroot, "chroot")
	w.setting(c.PIDFile, "pidfile")
	w.number("ulimit-n", c.ULimitN)
	w.number("spread-checks", c.SpreadChecks)
	w.extra(c.ExtraGlobal)
}

func (w *writer) defaults(c Config) {
	w.section("defaults")
	w.line("mode", "tcp")
	w.flag(len(c.LogTargets) > 0, "log", "global")
	w.flag(c.logsConnections(), "option", "tcplog")
	w.flag(*c.DontLogNull, "option", "dontlognull")
	w.flag(*c.Redispatch, "option", "redispatch")
	w.number("retries", c.Retries)
	w.setting(c.TimeoutConnect, "timeout", "connect")
	w.setting(c.TimeoutClient, "timeout", "client")
	w.setting(c.TimeoutServer, "timeout", "server")
	w.setting(c.TimeoutCheck, "timeout", "check")
	w.setting(c.TimeoutQueue, "timeout", "queue")
	w.extra(c.ExtraDefaults)
}

const (
	statsSection = "stats"
	metricsPath  = "/metrics"
	healthzPath  = "/healthz"
)

func (w *writer) stats(s Stats, c Config) {
	w.section("listen", statsSection)
	w.binds(s.Binds, nil)
	w.line("mode", "http")
	w.flag(c.logsConnections(), "option", "httplog")
	// A page is not an AMQP connection; the hours of the defaults would only keep idle browsers.
	w.line("timeout", "client", "30s")
	w.line("timeout", "server", "30s")
	w.line("stats", "enable")
	w.line("stats", "uri", s.URI)
	w.setting(s.Realm, "stats", "realm")
	if s.Username != "" {
		w.line("stats", "auth", s.Username+":"+s.Password)
	}
	if s.Refresh != "" {
		w.line("stats", "refresh", seconds(s.Refresh))
	}
	w.flag(s.Admin, "stats", "admin", "if", "TRUE")
	w.flag(*s.Prometheus, "http-request", "use-service", "prometheus-exporter", "if", "{", "path", metricsPath, "}")
	if *s.Healthz {
		// A line each, for HAProxy takes no more than 64 words in one.
		for _, l := range c.Listeners {
			w.line("http-request", "return", "status", "503", "if", "{", "path", healthzPath, "}", "{", "nbsrv("+l.Name+")", "eq", "0", "}")
		}
		w.line("http-request", "return", "status", "200", "if", "{", "path", healthzPath, "}")
	}
}

// number writes a keyword with a number, if there is one.
func (w *writer) number(keyword string, n *int) {
	if n != nil {
		w.line(keyword, strconv.Itoa(*n))
	}
}

// setting writes a keyword with a value, if there is one.
func (w *writer) setting(value string, keyword ...string) {
	if value != "" {
		w.line(append(keyword, value)...)
	}
}

// flag writes a line that is there or not.
func (w *writer) flag(on bool, words ...string) {
	if on {
		w.line(words...)
	}
}

func (w *writer) extra(lines []string) {
	for _, line := range lines {
		w.verbatim(line)
	}
}
