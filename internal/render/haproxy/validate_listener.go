package haproxy

import (
	"fmt"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// The kernel's limits for TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT.
const (
	maxKeepAlive      = 32767 * time.Second
	maxKeepAliveCount = 127
)

func (r *rules) listeners(c Config) {
	at := loadbalancer.Path{}.Field("listener")
	taken := map[string]loadbalancer.Path{}
	if c.Stats != nil {
		taken[statsSection] = loadbalancer.Path{}.Field("stats")
	}
	var common []loadbalancer.Listener
	for i, l := range c.Listeners {
		common = append(common, l.Listener)
		r.listener(at.Item(i), l, c)
	}
	r.Listeners(at, common, taken)
}

func (r *rules) listener(at loadbalancer.Path, l Listener, c Config) {
	if !r.Listener(at, l.Listener) {
		return
	}
	r.OneOf(at.Field("balance"), l.Balance, Balances)
	r.keepAlive(at.Field("tcp_keepalive"), l.TCPKeepAlive, c.HAProxyVersion)
	r.slowStart(at, l)
	r.extra(at.Field("extra"), l.Extra)
	r.cookie(at, l)
	r.serverWords(at, l, c.Resolvers != nil)
	r.tls(at, l)
	if r.OneOf(at.Field("send_proxy"), l.SendProxy, SendProxies) && l.sendsProxy() && l.Protocol == loadbalancer.ProtocolManagement {
		r.Add(at.Field("send_proxy"), "PROXY protocol not understood",
			"The management API of RabbitMQ does not read PROXY headers and would answer every request with an error. Leave it out.", at.Field("protocol"))
	}
	if r.Check(at.Field("check"), l.Check.Check, CheckKinds) {
		r.check(at, l)
	}
}

func (r *rules) keepAlive(at loadbalancer.Path, k KeepAlive, branch string) {
	tuned := k.ClientCount != nil || k.ServerCount != nil
	for _, t := range []struct{ name, value string }{
		{"client_idle", k.ClientIdle}, {"client_interval", k.ClientInterval},
		{"server_idle", k.ServerIdle}, {"server_interval", k.ServerInterval},
	} {
		if t.value != "" {
			tuned = true
			r.WholeSeconds(at.Field(t.name), t.value, maxKeepAlive)
		}
	}
	r.Between(at.Field("client_count"), k.ClientCount, 1, maxKeepAliveCount)
	r.Between(at.Field("server_count"), k.ServerCount, 1, maxKeepAliveCount)
	if !tuned {
		return
	}
	if !*k.Enabled {
		r.Add(at.Field("enabled"), "Keep-alive off, but tuned", "Idle times, intervals and counts have no effect while enabled is false.", at)
	}
	if olderThan(branch, "2.3") {
		r.Add(at, "Not in this HAProxy version",
			fmt.Sprintf("Tuning TCP keep-alive needs HAProxy 2.3; %s does not start with it. Set the kernel's net.ipv4.tcp_keepalive_* instead, or a newer haproxy_version.", branch),
			loadbalancer.Path{}.Field("haproxy_version"))
	}
}

func (r *rules) slowStart(at loadbalancer.Path, l Listener) {
	if l.SlowStart == "" {
		return
	}
	here := at.Field("slowstart")
	d, err := loadbalancer.ParseDuration(l.SlowStart)
	switch {
	case err != nil:
		r.Add(here, "Invalid duration", err.Error()+".")
	case d == 0:
	case !l.dynamic():
		r.Add(here, "Slow start cannot work here",
			fmt.Sprintf("balance %s does not change a server's share while running; use roundrobin, leastconn or random, or slowstart 0.", l.Balance), at.Field("balance"), at.Field("protocol"))
	case d <= loadbalancer.Duration(l.Check.Interval):
		r.Add(here, "Slow start shorter than a check",
			fmt.Sprintf("%s must be more than the check's interval, %s.", l.SlowStart, l.Check.Interval), at.Field("check"))
	}
}
