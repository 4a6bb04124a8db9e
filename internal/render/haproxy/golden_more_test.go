package haproxy

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// certificatesDir stands for where certificates are on HAProxy's machine; tests put their own in its place.
const certificatesDir = "/etc/haproxy/rabbitmq/"

// protocols has a listener for everything that clients of a broker speak.
func protocols() Config {
	c := Config{RabbitMQVersion: "4.3.6"}
	for _, p := range loadbalancer.Protocols {
		c.Listeners = append(c.Listeners, plain("rabbitmq_"+p, p))
	}
	return c
}

// encrypted ends TLS, with and without clients' certificates, begins it again and checks over it.
func encrypted() Config {
	toServers := TLS{ServerCAFile: certificatesDir + "ca.pem", ServerName: "rabbitmq.example"}
	both := toServers
	both.ServerCertificateFile = certificatesDir + "haproxy.pem"
	both.CertificateFile, both.CAFile, both.MinVersion = certificatesDir+"haproxy.pem", certificatesDir+"ca.pem", "TLSv1.3"
	listener := func(name, protocol string, port int, tls TLS, check Check) Listener {
		l := plain(name, protocol)
		l.Binds, l.TLS, l.Check = []loadbalancer.Bind{{Port: &port}}, tls, check
		return l
	}
	overTLS := Check{TLS: &CheckTLS{CAFile: certificatesDir + "ca.pem", ServerName: "rabbitmq.example"}}
	ofKind := func(kind string, tls *CheckTLS) Check {
		return Check{Check: loadbalancer.Check{Kind: kind}, TLS: tls}
	}
	return Config{RabbitMQVersion: "4.3.6", Listeners: []Listener{
		listener("ended", loadbalancer.ProtocolAMQPS, 5671, TLS{CertificateFile: certificatesDir + "haproxy.pem"}, overTLS),
		listener("ended_asking", loadbalancer.ProtocolMQTTS, 8883, TLS{
			CertificateFile: certificatesDir + "haproxy.pem", CAFile: certificatesDir + "ca.pem", VerifyClient: VerifyOptional,
		}, Check{}),
		listener("begun", loadbalancer.ProtocolAMQP, 5672, toServers, ofKind(loadbalancer.CheckAMQP, nil)),
		listener("reencrypted", loadbalancer.ProtocolAMQPS, 5673, both, ofKind(loadbalancer.CheckTCP, nil)),
		listener("unverified", loadbalancer.ProtocolSTOMPS, 61614, TLS{CertificateFile: certificatesDir + "haproxy.pem", ServerVerify: VerifyNone}, Check{TLS: &CheckTLS{}}),
		with(listener("plain_too", loadbalancer.ProtocolMQTTS, 8884, TLS{CertificateFile: certificatesDir + "haproxy.pem"}, Check{}), func(l *Listener) {
			l.Binds = append(l.Binds, loadbalancer.Bind{TLS: new(false)}, loadbalancer.Bind{Address: "127.0.0.1", Port: new(8885), TLS: new(true)})
		}),
		listener("through", loadbalancer.ProtocolAMQPS, 5674, TLS{}, ofKind(loadbalancer.CheckAMQP, &CheckTLS{Verify: VerifyNone})),
		listener("management", loadbalancer.ProtocolManagement, 15671, both, Check{}),
	}}
}

// proxied hands clients' addresses on.
func proxied() Config {
	listener := func(protocol, version string, check Check) Listener {
		l := plain("rabbitmq_"+protocol, protocol)
		l.SendProxy, l.Check = version, check
		return l
	}
	return Config{RabbitMQVersion: "4.3.6", Listeners: []Listener{
		listener(loadbalancer.ProtocolAMQP, SendProxyV2, Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckAMQP}}),
		listener(loadbalancer.ProtocolMQTT, SendProxyV1, Check{}),
		listener(loadbalancer.ProtocolStream, SendProxyV2, Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckTCP}}),
		listener(loadbalancer.ProtocolSTOMP, SendProxyNone, Check{}),
	}}
}

// named looks names up while it runs, lets some networks in only, and knows nodes in maintenance.
func named() Config {
	l := plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP)
	l.AllowedSources = []string{"10.0.0.0/8", "192.0.2.7", "2001:db8::/32"}
	l.Servers = []loadbalancer.Server{
		{Name: "rabbit1", Address: "rabbit1.example"},
		{Name: "rabbit2", Address: "rabbit2.example", Drained: true},
		{Name: "rabbit3", Address: "2001:db8::3", Disabled: true},
		{Name: "rabbit4", Address: "rabbit4.example", Backup: true},
	}
	return Config{
		RabbitMQVersion: "4.3.6", SpreadChecks: new(10), ULimitN: new(20000), Listeners: []Listener{l},
		Resolvers: &Resolvers{Nameservers: []string{"10.0.0.2", "[2001:db8::2]:5353"}, ParseResolvConf: true, HoldValid: "30s"},
	}
}

// worded has what servers say of themselves: cookies, where connections come from, agents.
func worded() Config {
	amqp := plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP)
	amqp.Servers = []loadbalancer.Server{
		{Name: "rabbit1", Address: "127.0.0.1", Source: "127.0.0.2", Agent: &loadbalancer.Agent{Port: new(9999)}},
		{Name: "rabbit2", Address: "127.0.0.1", Port: new(5673), CheckPort: new(15673), Source: "*:20000-29999", Observe: "layer4", ErrorLimit: new(5), OnError: "mark-down"},
		{Name: "rabbit4", Address: "127.0.0.1", Port: new(5674), CheckPort: new(15674), CheckAddress: "::1", Backup: true, MinConn: new(5), MaxConn: new(50), MaxQueue: new(10), Extra: []string{"tcp-ut 30s", "on-marked-up shutdown-backup-sessions", "id 7"}},
		{Name: "rabbit3", Address: "::1", Source: "[::1]:30000", Agent: &loadbalancer.Agent{
			Port: new(9998), Address: "::1", Interval: "500", Send: `rabbit3 "$HOME" \n #'` + "\n",
		}},
	}
	amqp.Servers[0].Port, amqp.Servers[3].Port = new(5672), new(5672)
	page := func(name string, port int, c Cookie, values ...string) Listener {
		l := plain(name, loadbalancer.ProtocolManagement)
		l.Binds, l.Cookie = []loadbalancer.Bind{{Port: &port}}, &c
		for i, value := range values {
			l.Servers[i].Cookie = value
		}
		return l
	}
	elsewhere := plain("elsewhere", loadbalancer.ProtocolAMQP)
	elsewhere.Binds, elsewhere.Check.Kind = []loadbalancer.Bind{{Port: new(5673)}}, loadbalancer.CheckAMQP
	elsewhere.TLS = TLS{ServerCAFile: certificatesDir + "ca.pem", ServerName: "rabbitmq.example"}
	elsewhere.Servers[0].CheckAddress, elsewhere.Servers[1].CheckAddress, elsewhere.Servers[1].CheckPort = "10.0.0.1", "10.0.0.2", new(5672)
	shared := page("shared", 15675, Cookie{Name: "SRV", Mode: CookieRewrite}, "a", "b", "a")
	shared.Servers[2].Backup, shared.Servers[2].Observe = true, "layer7"
	return Config{RabbitMQVersion: "4.3.6", Listeners: []Listener{
		amqp, shared, elsewhere,
		page("inserted", 15672, Cookie{Name: "rabbitmq_server"}),
		page("prefixed", 15673, Cookie{Name: "m", Mode: CookiePrefix}, `$HOME#'x`),
		page("all", 15674, Cookie{
			Name: "S|R~V$", Indirect: new(false), NoCache: new(false), HTTPOnly: new(false), Secure: true, PostOnly: true, Preserve: true,
			Domains: []string{".example.org", "rabbit.example.org"}, MaxIdle: "30m", MaxLife: "8h", Attributes: []string{"SameSite=Lax", `Comment="$HOME \ x"`},
		}),
	}}
}
