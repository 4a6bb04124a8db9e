package haproxy

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Validate finds every reason why the Config cannot be rendered; none means that Render succeeds.
func (c Config) Validate() []Problem {
	v := &validator{}
	v.config(c.withDefaults())
	return v.problems
}

var (
	nameForm      = regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,64}$`)
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

func (v *validator) config(c Config) {
	at := Path{}
	v.oneOf(at.Field("haproxy_version"), c.HAProxyVersion, HAProxyVersions)
	if _, ok := parseVersion(c.RabbitMQVersion); c.RabbitMQVersion != "" && !ok {
		v.add(at.Field("rabbitmq_version"), "Invalid RabbitMQ version",
			fmt.Sprintf("%q is not a version such as 4.3.6.", c.RabbitMQVersion))
	}
	v.atLeast(at.Field("maxconn"), c.MaxConn, 1)
	v.atLeast(at.Field("nbthread"), c.NBThread, 1)
	v.atLeast(at.Field("heartbeat"), c.Heartbeat, 0)
	v.between(at.Field("retries"), c.Retries, 0, 100)
	v.duration(at.Field("hard_stop_after"), c.HardStopAfter)
	v.duration(at.Field("timeout_connect"), c.TimeoutConnect)
	v.duration(at.Field("timeout_client"), c.TimeoutClient)
	v.duration(at.Field("timeout_server"), c.TimeoutServer)
	v.duration(at.Field("timeout_check"), c.TimeoutCheck)
	v.duration(at.Field("timeout_queue"), c.TimeoutQueue)
	v.text(at.Field("user"), c.User)
	v.text(at.Field("group"), c.Group)
	v.file(at.Field("chroot"), c.Chroot)
	v.file(at.Field("pidfile"), c.PIDFile)
	v.extra(at.Field("extra_global"), c.ExtraGlobal)
	v.extra(at.Field("extra_defaults"), c.ExtraDefaults)
	for i, t := range c.LogTargets {
		v.logTarget(at.Field("log_target").Item(i), t)
	}
	if c.StatsSocket != nil {
		v.statsSocket(at.Field("stats_socket"), *c.StatsSocket)
	}
	v.listeners(c)
	if c.Stats != nil {
		v.stats(at.Field("stats"), *c.Stats)
	}
	v.sockets(c)
}

func (v *validator) logTarget(at Path, t LogTarget) {
	if v.text(at.Field("address"), t.Address) && (t.Address == "" || strings.Contains(t.Address, " ")) {
		v.add(at.Field("address"), "Invalid log address",
			"Give stdout, stderr, an absolute socket path such as /dev/log, or HOST:PORT of a syslog server.")
	}
	v.oneOf(at.Field("format"), t.Format, logFormats)
	v.oneOf(at.Field("facility"), t.Facility, facilities)
}

func (v *validator) statsSocket(at Path, s StatsSocket) {
	if s.Path == "" {
		v.add(at.Field("path"), "Missing socket path", "Give the absolute path of the runtime API's socket.")
	}
	v.file(at.Field("path"), s.Path)
	if !octalModeForm.MatchString(s.Mode) {
		v.add(at.Field("mode"), "Invalid file mode", fmt.Sprintf("%q is not three or four octal digits, such as 660.", s.Mode))
	}
	v.oneOf(at.Field("level"), s.Level, socketLevel)
	v.text(at.Field("user"), s.User)
	v.text(at.Field("group"), s.Group)
}

func (v *validator) stats(at Path, s Stats) {
	for i, b := range s.Binds {
		v.bind(at.Field("bind").Item(i), b)
	}
	v.uri(at.Field("uri"), s.URI)
	if *s.Prometheus && s.URI == metricsPath || *s.Healthz && s.URI == healthzPath {
		v.add(at.Field("uri"), "Path already taken", fmt.Sprintf("%s is served by the same listener; choose another path for the page.", s.URI),
			at.Field("prometheus"), at.Field("healthz"))
	}
	if v.text(at.Field("realm"), s.Realm) && strings.Contains(s.Realm, `"`) {
		v.add(at.Field("realm"), "Invalid realm", `A realm with " in it gives a malformed WWW-Authenticate header; leave it out.`)
	}
	v.credentials(at, s.Username, s.Password)
	if s.Admin && (s.Username == "" || s.Password == "") {
		v.add(at.Field("admin"), "Administration without a password",
			"Anybody who reaches the page could stop servers. Set username and password, or leave admin off.",
			at.Field("username"), at.Field("password"))
	}
	if s.Refresh != "" {
		v.wholeSeconds(at.Field("refresh"), s.Refresh, maxDuration)
	}
}

// sockets finds two sections that listen on the same address. HAProxy starts all the same and the kernel deals
// connections out between the two.
func (v *validator) sockets(c Config) {
	type owner struct {
		at      Path
		section string
	}
	seen := map[string]owner{}
	claim := func(binds []Bind, section string, parent Path) {
		for i, b := range binds {
			at := parent.Field("bind").Item(i)
			if *b.Port == 0 {
				continue // reported as a port out of range, or follows from an unknown protocol
			}
			if first, taken := seen[b.socket()]; taken {
				v.add(at, "Address used twice",
					fmt.Sprintf("%q already listens on %s. HAProxy would not complain, and connections would reach either of the two.", first.section, b),
					first.at, parent.Field("protocol"))
				continue
			}
			seen[b.socket()] = owner{parent, section}
		}
	}
	for i, l := range c.Listeners {
		claim(l.Binds, l.Name, Path{}.Field("listener").Item(i))
	}
	if c.Stats != nil {
		claim(c.Stats.Binds, statsSection, Path{}.Field("stats"))
	}
}

func (v *validator) extra(at Path, lines []string) {
	for i, line := range lines {
		at := at.Item(i)
		if !v.text(at, line) {
			continue
		}
		keyword, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case strings.HasPrefix(keyword, "#"):
		case !keywordForm.MatchString(keyword):
			v.add(at, "Line does not begin with a directive", "Give one directive of this section, its keyword first and unquoted.")
		case slices.Contains(sections, keyword):
			v.add(at, "Line begins a section",
				fmt.Sprintf("%q would end the section it stands in and take the lines after it. Only directives of this section can be added.", keyword))
		}
	}
}

// clusterWideChecks answer for the cluster or for its peers and not for the node that was asked.
var clusterWideChecks = []string{
	"alarms", "node-is-quorum-critical", "node-is-mirror-sync-critical", "reached-target-cluster-size",
	"quorum-queues-without-elected-leaders",
}

// clusterWide returns the health check in a request path that would take every server down at once, if any.
func clusterWide(uri string) (string, bool) {
	uri, _, _ = strings.Cut(uri, "?")
	for _, part := range strings.Split(path.Clean(uri), "/") {
		if slices.Contains(clusterWideChecks, part) {
			return part, true
		}
	}
	return "", false
}
