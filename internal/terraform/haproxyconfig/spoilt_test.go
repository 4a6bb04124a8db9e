package haproxyconfig

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// spoilt is wrong in every value that can be.
func spoilt() haproxy.Config {
	return haproxy.Config{
		HAProxyVersion: "1", RabbitMQVersion: "x", MaxConn: new(0), NBThread: new(0), ULimitN: new(0), SpreadChecks: new(51), Retries: new(-1),
		Timeouts:      loadbalancer.Timeouts{Heartbeat: new(-1), TimeoutConnect: "x", TimeoutClient: "x", TimeoutServer: "x"},
		HardStopAfter: "x", TimeoutCheck: "x", TimeoutQueue: "x",
		Account: haproxy.Account{User: "\n", Group: "\n", UID: new(-1), GID: new(-1)}, Chroot: "\n", PIDFile: "\n", ExtraGlobal: []string{""}, ExtraDefaults: []string{""},
		LogTargets:  []haproxy.LogTarget{{Format: "x", Facility: "x"}},
		StatsSocket: &haproxy.StatsSocket{Mode: "x", Level: "x", Account: haproxy.Account{User: "\n", Group: "\n", UID: new(-1), GID: new(-1)}},
		Listeners: []haproxy.Listener{{
			Listener: loadbalancer.Listener{
				Binds: []loadbalancer.Bind{{Address: "x", Port: new(0), TLS: new(true)}}, Balance: "x", SlowStart: "x", MaxConn: new(0), AllowedSources: []string{""},
				Servers: []loadbalancer.Server{{
					Port: new(0), Weight: new(-1), MaxConn: new(-1), Disabled: true, Drained: true, CheckPort: new(0), CheckInterval: "x",
					CheckFastInterval: "x", CheckDownInterval: "x", CheckRise: new(0), CheckFall: new(0),
					Cookie: "x", CheckAddress: "x", Source: "x", Agent: &loadbalancer.Agent{Address: "x y", Interval: "x", Send: "\t"}, Extra: []string{""},
					Observe: "x", ErrorLimit: new(0), OnError: "x", MinConn: new(0), MaxQueue: new(-1),
				}},
			},
			Extra: []string{""}, SendProxy: "x",
			TLS: haproxy.TLS{
				Mode: "none", CertificateFile: "x", MinVersion: "x", VerifyClient: "x", CAFile: "x", ServerVerify: "x", ServerCAFile: "x", ServerCertificateFile: "x", ServerName: "-f x",
			},
			TCPKeepAlive: haproxy.KeepAlive{
				Enabled: new(false), ClientIdle: "x", ClientInterval: "x", ClientCount: new(0), ServerIdle: "x", ServerInterval: "x", ServerCount: new(0),
			},
			Check: haproxy.Check{
				Check: loadbalancer.Check{
					Interval: "x", FastInterval: "x", DownInterval: "x", Rise: new(0), Fall: new(0), Port: new(0), Path: "x", ExpectStatus: new(0),
					HostHeader: "\n", Username: "\n", Password: "\n",
				},
				AuthorizationEnv: "\n", SendProxy: new(true), TLS: &haproxy.CheckTLS{Verify: "x", CAFile: "x", ServerName: "-f x"},
			},
		}, {
			Listener: loadbalancer.Listener{Protocol: "management", Servers: []loadbalancer.Server{{Agent: &loadbalancer.Agent{Port: new(0)}, Cookie: " "}}},
			Cookie: &haproxy.Cookie{Mode: "prefix", Indirect: new(true), NoCache: new(true), HTTPOnly: new(true), Secure: true, PostOnly: true, Preserve: true,
				Domains: []string{"x"}, MaxIdle: "x", MaxLife: "x", Attributes: []string{";"}},
		}, {Cookie: &haproxy.Cookie{}}, {Listener: loadbalancer.Listener{Protocol: "x", Name: "stats"}}},
		Resolvers: &haproxy.Resolvers{Nameservers: []string{"x"}, HoldValid: "x"},
		Stats:     &haproxy.Stats{Binds: []loadbalancer.Bind{{Port: new(0)}}, URI: "x", Realm: "\n", Username: "\n", Refresh: "x", Admin: true},
	}
}
