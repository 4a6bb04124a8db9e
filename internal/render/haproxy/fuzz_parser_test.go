package haproxy

import (
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
		func(c *Config, s string) { c.Stats.URI = s },
		func(c *Config, s string) { c.Stats.Realm = s },
		func(c *Config, s string) { c.Stats.Username = s },
		func(c *Config, s string) { c.Stats.Password = s },
	}
	plain := func() Config {
		c := valid()
		c.StatsSocket = &StatsSocket{Path: "/tmp/s"}
		c.Listeners[0].Check.Kind, c.Listeners[1].Check.Kind = loadbalancer.CheckHTTP, loadbalancer.CheckHTTP
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
