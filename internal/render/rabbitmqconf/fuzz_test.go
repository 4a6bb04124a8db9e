package rabbitmqconf

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// FuzzNothingBreaksOut fills every free text with the same string. What Resolve lets through must leave every file
// with the lines and the keys it had, and rabbitmq.conf must give the value back when it is read as the node reads it.
func FuzzNothingBreaksOut(f *testing.F) {
	for _, seed := range []string{
		"x", "o'clock", "'x'", "'", "''", "a#b", "#", " a", "a ", "a\nheartbeat = 1", "a\r", "a\tb", "é", "\x00", "\xff", "\u2028", `\`, `a\`, `"`, "${HOME}", "a = b",
		"rabbit@h", "rabbit@h.x", "rabbit@h'", "[a]", "]}].\n[{", "true", "1", "0.5", "5GB", "/a", "/a b", "::1", "10.0.0.1", "$(id)", "a;b", "`id`", "a.b", "'''", "x\\.y",
	} {
		f.Add(seed)
	}
	plain := func() Config {
		return Config{
			RabbitMQVersion: "4.3.6", ClusterName: "x", Nodes: []Node{{Name: "rabbit@h", Address: "10.0.0.1"}}, DefaultUser: "x", DefaultPass: "x",
			LoopbackUsers: []string{"x"}, DeprecatedFeatures: map[string]bool{"x": true}, VMMemoryHighWatermark: "0.5", DiskFreeLimit: "5GB",
			Listeners: []Listener{{Protocol: "amqps", Address: "10.0.0.1"}}, TLS: &TLS{CACertFile: "/a", CertFile: "/a", KeyFile: "/a", Verify: "verify_peer"},
			Plugins: []string{"x"}, Settings: map[string]string{"default_vhost": "x"}, SensitiveSettings: map[string]string{"ssl_options.password": "x"},
			Advanced: []Advanced{{Application: "x", Key: "x", Value: "x"}},
		}
	}
	apply := []struct {
		set func(*Config, string)
		key string // of the line that must hold the text
	}{
		{func(c *Config, s string) { c.ClusterName = s }, "cluster_name"},
		{func(c *Config, s string) { c.Nodes[0].Name = s }, "cluster_formation.classic_config.nodes.1"},
		{func(c *Config, s string) { c.Nodes[0].Address = s }, ""},
		{func(c *Config, s string) { c.DefaultUser = s }, "default_user"},
		{func(c *Config, s string) { c.DefaultPass = s }, "default_pass"},
		{func(c *Config, s string) { c.LoopbackUsers[0] = s }, ""},
		{func(c *Config, s string) { c.DeprecatedFeatures = map[string]bool{s: true} }, ""},
		{func(c *Config, s string) { c.VMMemoryHighWatermark = s }, ""},
		{func(c *Config, s string) { c.DiskFreeLimit = s }, ""},
		{func(c *Config, s string) { c.Listeners[0].Address = s }, ""},
		{func(c *Config, s string) { c.TLS.KeyFile = s }, "ssl_options.keyfile"},
		{func(c *Config, s string) { c.Plugins[0] = s }, ""},
		{func(c *Config, s string) { c.Settings["default_vhost"] = s }, "default_vhost"},
		{func(c *Config, s string) { c.Settings = map[string]string{s: "x"} }, ""},
		{func(c *Config, s string) { c.SensitiveSettings["ssl_options.password"] = s }, "ssl_options.password"},
		{func(c *Config, s string) { c.Advanced[0].Application = s }, ""},
		{func(c *Config, s string) { c.Advanced[0].Key = s }, ""},
		{func(c *Config, s string) { c.Advanced[0].Value = s }, ""},
	}
	files := mustResolve(f, plain()).Files()
	f.Fuzz(func(t *testing.T, s string) {
		for i, a := range apply {
			for _, version := range []string{"3.8.9", "4.3.6"} {
				c := plain()
				if c.RabbitMQVersion = version; version == "3.8.9" {
					c.DeprecatedFeatures = nil
				}
				a.set(&c, s)
				resolved, problems := Resolve(c)
				if len(problems) > 0 || s == "" || len(c.DeprecatedFeatures) > 0 && version == "3.8.9" {
					continue
				}
				got := resolved.Files()
				settings := read(t, got.RabbitMQConf, version)
				if a.key != "" && settings[a.key] != s {
					t.Fatalf("field %d with %q is read back as %q", i, s, settings[a.key])
				}
				if version == "4.3.6" && lines(got.RabbitMQConf) != lines(files.RabbitMQConf) {
					t.Fatalf("field %d with %q changed the lines of\n%s", i, s, got.RabbitMQConf)
				}
				for _, pair := range [][2]string{{got.AdvancedConfig, files.AdvancedConfig}, {got.EnabledPlugins, files.EnabledPlugins}, {got.SystemdLimits, files.SystemdLimits}} {
					if lines(pair[0]) != lines(pair[1]) {
						t.Fatalf("field %d with %q changed the lines of\n%s", i, s, pair[0])
					}
				}
				for name, text := range got.RabbitMQEnvConf {
					if !regexp.MustCompile(`^NODENAME=[A-Za-z0-9_-]+@[A-Za-z0-9.-]+\n(USE_LONGNAME=true\n)?$`).MatchString(text) {
						t.Fatalf("%q: a shell would read more than text in\n%s", name, text)
					}
				}
				if !regexp.MustCompile(`^([0-9a-fA-F.:]+( [A-Za-z0-9.-]+)+\n)?$`).MatchString(got.EtcHosts) {
					t.Fatalf("field %d with %q: %q", i, s, got.EtcHosts)
				}
			}
		}
	})
}

func lines(text string) int { return strings.Count(text, "\n") }

// read is how cuttlefish reads a file, by its grammar conf_parse.peg: in 3.8 without, in 4.3 with values in quotes.
func read(t *testing.T, text, version string) map[string]string {
	t.Helper()
	settings := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		key, value, found := strings.Cut(line, " = ")
		if _, twice := settings[key]; !found || twice || !keyForm.MatchString(key) {
			t.Fatalf("%q is no setting", line)
		}
		if v, _ := loadbalancer.ParseVersion(version); strings.HasPrefix(value, "'") && !v.OlderThan(quotingSince) {
			inner := strings.TrimSuffix(value[1:], "'")
			if len(inner) != len(value)-2 || strings.Contains(inner, "'") {
				t.Fatalf("the quotes of %q do not end with the line", line)
			}
			settings[key] = inner
			continue
		}
		value, _, _ = strings.Cut(value, "#")
		if value = strings.TrimRight(value, " \t"); value == "" {
			t.Fatalf("%q has no value", line)
		}
		if !slices.ContainsFunc([]string{value}, valueForm.MatchString) {
			t.Fatalf("%q is not ASCII", line)
		}
		settings[key] = value
	}
	return settings
}
