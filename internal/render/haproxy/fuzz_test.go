package haproxy

import (
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

const nastyPassword = "p a\"s's$w#o\\rd${HOME}%é"

// FuzzNothingBreaksOut fills every free text with the same string. What Resolve lets through must leave the
// shape of the file as it is: the same lines, the same number of words in each, the same first words.
func FuzzNothingBreaksOut(f *testing.F) {
	for _, seed := range []string{
		"x", "/x", nastyPassword, "/" + nastyPassword, "a\nglobal", "/a\r\nlisten x", "/\x00", "\\", "/\\", `/a"`, `"`, "'", "#", "/#",
		"$HOME", "/${HOME}", "a b", "/a b", "\u2028", "\u0085", "\xff", "rabbit@rabbit1", "RABBIT_CHECK", "::1", "a:b", "{", "/%[x]",
		"*:1-2", "10.0.0.1:1", "[::1]:1-2", ".a.b", "SameSite=Lax", "a;b", "a~b", "a|b", "1h",
	} {
		f.Add(seed)
	}
	apply := []func(*Config, string){
		func(c *Config, s string) { c.User = s },
		func(c *Config, s string) { c.Group = s },
		func(c *Config, s string) { c.Chroot = s },
		func(c *Config, s string) { c.PIDFile = s },
		func(c *Config, s string) { c.HardStopAfter = s },
		func(c *Config, s string) { c.LogTargets[0].Address = s },
		func(c *Config, s string) { c.StatsSocket.Path = s },
		func(c *Config, s string) { c.StatsSocket.User = s },
		func(c *Config, s string) { c.Listeners[0].Name = s },
		func(c *Config, s string) { c.Listeners[0].Binds = []loadbalancer.Bind{{Address: s}} },
		func(c *Config, s string) { c.Listeners[0].Servers[0].Name = s },
		func(c *Config, s string) { c.Listeners[0].Servers[0].Address = s },
		func(c *Config, s string) { c.Listeners[0].Check.Path = s },
		func(c *Config, s string) { c.Listeners[0].Check.HostHeader = s },
		func(c *Config, s string) { c.Listeners[0].Check.Username = s },
		func(c *Config, s string) { c.Listeners[0].Check.Password = s },
		func(c *Config, s string) {
			c.Listeners[0].Check.Username, c.Listeners[0].Check.Password, c.Listeners[0].Check.AuthorizationEnv = "", "", s
		},
		func(c *Config, s string) { c.Listeners[0].AllowedSources = []string{s} },
		func(c *Config, s string) { c.Listeners[0].TLS.CertificateFile = s },
		func(c *Config, s string) { c.Listeners[0].TLS.CAFile = s },
		func(c *Config, s string) { c.Listeners[0].TLS.ServerCAFile = s },
		func(c *Config, s string) { c.Listeners[0].TLS.ServerCertificateFile = s },
		func(c *Config, s string) { c.Listeners[0].TLS.ServerName = s },
		func(c *Config, s string) { c.Listeners[0].TLS.MinVersion = s },
		func(c *Config, s string) { c.Listeners[0].Check.TLS.ServerName = s },
		func(c *Config, s string) { c.Listeners[1].Cookie.Name = s },
		func(c *Config, s string) { c.Listeners[1].Cookie.Domains = []string{s} },
		func(c *Config, s string) { c.Listeners[1].Cookie.Attributes = []string{s} },
		func(c *Config, s string) { c.Listeners[1].Cookie.MaxIdle = s },
		func(c *Config, s string) { c.Listeners[1].Servers[0].Cookie = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Source = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Agent.Interval = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Agent.Send = s },
		func(c *Config, s string) { c.Listeners[1].Servers[1].Agent.Address = s },
		func(c *Config, s string) { c.Resolvers.Nameservers = []string{s} },
		func(c *Config, s string) { c.Resolvers.HoldValid = s },
		func(c *Config, s string) { c.Stats.URI = s },
		func(c *Config, s string) { c.Stats.Realm = s },
		func(c *Config, s string) { c.Stats.Username = s },
		func(c *Config, s string) { c.Stats.Password = s },
	}
	plain := func() Config {
		c := valid()
		c.User, c.Group, c.Chroot, c.PIDFile, c.HardStopAfter = "u", "g", "/c", "/p", "1s"
		c.LogTargets[0] = LogTarget{Address: "log:514", Format: "raw"}
		c.StatsSocket.User, c.StatsSocket.Group = "u", "g"
		c.Listeners[0].Check = Check{Check: loadbalancer.Check{Path: "/", Username: "u", Password: "p"}}
		c.Listeners[0].Servers[0].Address = "host"
		c.Listeners[0].Protocol, c.Listeners[0].AllowedSources, c.Listeners[0].SendProxy = loadbalancer.ProtocolAMQPS, []string{"::1"}, SendProxyV1
		c.Listeners[0].TLS = TLS{CertificateFile: "/c", CAFile: "/a", ServerCAFile: "/s", ServerCertificateFile: "/d", ServerName: "n"}
		c.Listeners[0].Check.TLS = &CheckTLS{ServerName: "n"}
		c.Listeners[1].Cookie = &Cookie{Name: "SRV", Domains: []string{".a.b"}, Attributes: []string{"a"}, MaxIdle: "1h"}
		c.Listeners[1].Servers[1].Source = "10.0.0.5"
		c.Listeners[1].Servers[1].Agent = &loadbalancer.Agent{Port: new(9999), Address: "10.0.0.6", Send: "a"}
		c.Resolvers = &Resolvers{Nameservers: []string{"10.0.0.2"}, HoldValid: "1s"}
		c.Stats.Realm = "r"
		return c
	}
	want := shape(f, mustRender(f, plain()))
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" {
			return // which means "not given"
		}
		for i, set := range apply {
			c := plain()
			set(&c, s)
			resolved, problems := Resolve(c)
			if len(problems) > 0 {
				continue
			}
			text, err := resolved.Render()
			if err != nil {
				t.Fatalf("field %d with %q: %v", i, s, err)
			}
			if got := shape(t, text); !slices.Equal(got, want) {
				t.Fatalf("field %d with %q changed the file:\n%s", i, s, text)
			}
		}
	})
}

// shape is the first word and the number of words of every line, read as HAProxy reads them. How a host name is
// looked up does not count, as an address may be one or not.
func shape(t testing.TB, text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), " init-addr last,libc,none")
		words := split(t, strings.TrimSuffix(line, " resolvers nameservers"))
		first := ""
		if len(words) > 0 {
			first = words[0]
		}
		lines = append(lines, first+strings.Repeat(" _", max(0, len(words)-1)))
	}
	return lines
}

// split is HAProxy's own way to take a line apart.
func split(t testing.TB, line string) []string {
	var words []string
	var word strings.Builder
	inWord, quoted := false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
			word.WriteByte(line[i])
		case c == '"':
			quoted, inWord = !quoted, true
		case c == ' ' && !quoted:
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		case c == '\'' && !quoted, c == '#' && !quoted, c == '$' && !quoted, c < ' ':
			t.Fatalf("HAProxy would read more than text in %q", line)
		case c == '$' && !strings.HasSuffix(line[:i], `hdr Authorization "Basic `):
			t.Fatalf("a variable in %q", line)
		default:
			word.WriteByte(c)
			inWord = true
		}
	}
	if quoted {
		t.Fatalf("open quote in %q", line)
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}
