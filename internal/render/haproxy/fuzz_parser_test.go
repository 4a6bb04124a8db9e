package haproxy

import (
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// FuzzHAProxyReadsIt puts the same string into every text that HAProxy itself can judge on any machine, and lets HAProxy
// read the file: what Resolve lets through must be valid. Users and groups are those of a machine, and files of
// certificates have to exist.
func FuzzHAProxyReadsIt(f *testing.F) {
	for _, seed := range []string{
		"x", "/x", nastyPassword, "/" + nastyPassword, "a\nglobal", "/a\r\nlisten x", "\\", "/\\", `/a"`, `"`, "'", "#", "/#", "$HOME", "/${HOME}", "$", "${",
		"/${UNSET-x}", "a b", "/a b", "\u2028", "rabbit@rabbit1", "::1", "a:b", "{", "/%[x]", "%", "99", "é", "()", "a,b", "-", "0", "~", "\\x41", "\t", "*", "if", "unless",
		"10.0.0.5", "10.0.0.5:1-2", "*:20000-29999", "[::1]:1", ".a.b", "a.b", "SameSite=Lax", "a;b", "a~b", "a|b", "%[env(HOME)]", "a\n", "\\n", "1h", "::ffff:10.0.0.1",
		"insert", "cookie", "no.dot.", "-a.b", "_a.b", "10.0.0.5:0", "0.0.0.0:1",
	} {
		f.Add(seed)
	}
	apply := []func(*Config, string){
		func(c *Config, s string) { c.PIDFile = s },
		func(c *Config, s string) { c.HardStopAfter = s },
		func(c *Config, s string) { c.TimeoutClient = s },
		func(c *Config, s string) { c.StatsSocket.Path = s },
		func(c *Config, s string) { c.Listeners[0].Name = s },
		func(c *Config, s string) { c.Listeners[0].Servers[0].Name = s },
		func(c *Config, s string) { c.Listeners[0].Check.Path = s },
		func(c *Config, s string) { c.Listeners[0].Check.HostHeader = s },
		func(c *Config, s string) { c.Listeners[0].Check.Username, c.Listeners[0].Check.Password = "u", s },
		func(c *Config, s string) { c.Listeners[1].Check.AuthorizationEnv = s },
		func(c *Config, s string) { c.Listeners[0].AllowedSources = []string{s} },
		func(c *Config, s string) { c.Listeners[1].Cookie.Name = s },
		func(c *Config, s string) { c.Listeners[1].Cookie.Domains = []string{s} },
		func(c *Config, s string) { c.Listeners[1].Cookie.Attributes = []string{s} },
		func(c *Config, s string) { c.Listeners[1].Cookie.MaxIdle = s },
		func(c *Config, s string) { c.Listeners[1].Servers[0].Cookie = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Source = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Agent.Interval = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Agent.Send = s },
		func(c *Config, s string) {
			// A name is looked up, which another machine answers.
			if _, err := netip.ParseAddr(s); err == nil {
				c.Listeners[1].Servers[1].Agent.Address = s
			}
		},
		func(c *Config, s string) { c.Stats.URI = s },
		func(c *Config, s string) { c.Stats.Realm = s },
		func(c *Config, s string) { c.Stats.Username = s },
		func(c *Config, s string) { c.Stats.Password = s },
	}
	plain := func() Config {
		c := valid()
		c.StatsSocket = &StatsSocket{Path: "/tmp/s"}
		c.Listeners[0].Check.Kind, c.Listeners[1].Check.Kind = loadbalancer.CheckHTTP, loadbalancer.CheckHTTP
		c.Listeners[1].Cookie = &Cookie{Name: "SRV", Domains: []string{".a.b"}, Attributes: []string{"a"}, MaxIdle: "1h"}
		c.Listeners[1].Servers[1].Source = "10.0.0.5"
		c.Listeners[1].Servers[1].Agent = &loadbalancer.Agent{Port: new(9999), Address: "10.0.0.6", Send: "a"}
		return c
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" {
			return // which means "not given"
		}
		var taken []int
		c := plain()
		for i := range apply {
			// One by one, so that a text that is refused in one place does not hide the others.
			next := plain()
			for _, j := range append(taken, i) {
				apply[j](&next, s)
			}
			if _, problems := Resolve(next); len(problems) == 0 {
				taken, c = append(taken, i), next
			}
		}
		file := filepath.Join(t.TempDir(), "haproxy.cfg")
		text := mustRender(t, c)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(haproxyBinary(t), "-c", "-f", file).CombinedOutput(); err != nil {
			t.Errorf("HAProxy does not take %q: %v\n%s\n%s", s, err, out, text)
		}
	})
}
