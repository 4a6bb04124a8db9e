package haproxy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// rules are the shared ones and HAProxy's own.
type rules struct{ loadbalancer.Validator }

var (
	keywordForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	octalModeForm = regexp.MustCompile(`^[0-7]{3,4}$`)

	logFormats = []string{"rfc3164", "rfc5424", "short", "raw"}
	facilities = strings.Fields(`kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2
		local0 local1 local2 local3 local4 local5 local6 local7`)
	socketLevel = []string{"user", "operator", "admin"}

	// sections begin a new section wherever they stand, so that the lines after them would be lost to theirs.
	sections = strings.Fields(`acme backend cache crt-store defaults dynamic-update fcgi-app frontend global healthcheck
		http-errors listen log-forward log-profile mailers peers program resolvers ring traces userlist`)
)

// config checks a Config with its defaults.
func (r *rules) config(c Config) {
	at := loadbalancer.Path{}
	r.OneOf(at.Field("haproxy_version"), c.HAProxyVersion, HAProxyVersions)
	r.RabbitMQVersion(at.Field("rabbitmq_version"), c.RabbitMQVersion)
	r.AtLeast(at.Field("maxconn"), c.MaxConn, 1)
	r.AtLeast(at.Field("nbthread"), c.NBThread, 1)
	r.AtLeast(at.Field("ulimit_n"), c.ULimitN, 1)
	r.Between(at.Field("spread_checks"), c.SpreadChecks, 0, 50)
	r.Timeouts(at, c.Timeouts)
	r.Between(at.Field("retries"), c.Retries, 0, 100)
	r.Duration(at.Field("hard_stop_after"), c.HardStopAfter)
	r.Duration(at.Field("timeout_check"), c.TimeoutCheck)
	r.Duration(at.Field("timeout_queue"), c.TimeoutQueue)
	r.account(at, c.Account)
	r.File(at.Field("chroot"), c.Chroot)
	r.File(at.Field("pidfile"), c.PIDFile)
	r.extra(at.Field("extra_global"), c.ExtraGlobal)
	r.extra(at.Field("extra_defaults"), c.ExtraDefaults)
	for i, t := range c.LogTargets {
		r.logTarget(at.Field("log_target").Item(i), t)
	}
	if c.StatsSocket != nil {
		r.statsSocket(at.Field("stats_socket"), *c.StatsSocket)
	}
	r.listeners(c)
	if c.Resolvers != nil {
		r.resolvers(at.Field("resolvers"), *c.Resolvers)
	}
	if c.Stats != nil {
		r.stats(at.Field("stats"), *c.Stats)
	}
	r.Apart(c.sockets())
}

func (r *rules) logTarget(at loadbalancer.Path, t LogTarget) {
	if r.Text(at.Field("address"), t.Address) && (t.Address == "" || strings.Contains(t.Address, " ")) {
		r.Add(at.Field("address"), "Invalid log address",
			"Give stdout, stderr, an absolute socket path such as /dev/log, or HOST:PORT of a syslog server.")
	}
	r.OneOf(at.Field("format"), t.Format, logFormats)
	r.OneOf(at.Field("facility"), t.Facility, facilities)
}

func (r *rules) statsSocket(at loadbalancer.Path, s StatsSocket) {
	if s.Path == "" {
		r.Add(at.Field("path"), "Missing socket path", "Give the absolute path of the runtime API's socket.")
	}
	r.File(at.Field("path"), s.Path)
	if !octalModeForm.MatchString(s.Mode) {
		r.Add(at.Field("mode"), "Invalid file mode", fmt.Sprintf("%q is not three or four octal digits, such as 660.", s.Mode))
	}
	r.OneOf(at.Field("level"), s.Level, socketLevel)
	r.account(at, s.Account)
}

func (r *rules) stats(at loadbalancer.Path, s Stats) {
	for i, b := range s.Binds {
		r.Bind(at.Field("bind").Item(i), b)
	}
	r.URI(at.Field("uri"), s.URI)
	if *s.Prometheus && s.URI == metricsPath || *s.Healthz && s.URI == healthzPath {
		r.Add(at.Field("uri"), "Path already taken", fmt.Sprintf("%s is served by the same listener; choose another path for the page.", s.URI),
			at.Field("prometheus"), at.Field("healthz"))
	}
	if r.Text(at.Field("realm"), s.Realm) && strings.Contains(s.Realm, `"`) {
		r.Add(at.Field("realm"), "Invalid realm", `A realm with " in it gives a malformed WWW-Authenticate header; leave it out.`)
	}
	r.Credentials(at, s.Username, s.Password)
	if s.Admin && (s.Username == "" || s.Password == "") {
		r.Add(at.Field("admin"), "Administration without a password",
			"Anybody who reaches the page could stop servers. Set username and password, or leave admin off.",
			at.Field("username"), at.Field("password"))
	}
	if s.Refresh != "" {
		r.WholeSeconds(at.Field("refresh"), s.Refresh, loadbalancer.MaxDuration)
	}
}

// sockets are the addresses of all sections. HAProxy starts with two on one address all the same, and the kernel deals
// connections out between them.
func (c Config) sockets() []loadbalancer.Sockets {
	var all []loadbalancer.Sockets
	for i, l := range c.Listeners {
		all = append(all, loadbalancer.Sockets{At: loadbalancer.Path{}.Field("listener").Item(i), Name: l.Name, Binds: l.Binds})
	}
	if c.Stats != nil {
		all = append(all, loadbalancer.Sockets{At: loadbalancer.Path{}.Field("stats"), Name: statsSection, Binds: c.Stats.Binds})
	}
	return all
}

func (r *rules) extra(at loadbalancer.Path, lines []string) {
	for i, line := range lines {
		at := at.Item(i)
		if !r.Text(at, line) {
			continue
		}
		keyword, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case strings.HasPrefix(keyword, "#"):
		case !keywordForm.MatchString(keyword):
			r.Add(at, "Line does not begin with a directive", "Give one directive of this section, its keyword first and unquoted.")
		case slices.Contains(sections, keyword):
			r.Add(at, "Line begins a section",
				fmt.Sprintf("%q would end the section it stands in and take the lines after it. Only directives of this section can be added.", keyword))
		}
	}
}
