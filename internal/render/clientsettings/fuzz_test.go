package clientsettings

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// literals are how each language writes text, all of it in printable ASCII on one line.
var literals = map[string]*regexp.Regexp{
	".py":     regexp.MustCompile(`'(?:[^'\\]|\\['\\]|\\U[0-9a-f]{8})*'`),
	".cs":     regexp.MustCompile(`"(?:[^"\\]|\\["\\]|\\u[0-9a-f]{4})*"`),
	".golden": regexp.MustCompile(`"(?:[^"\\]|\\["\\abfnrtv]|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"`),
	".json":   regexp.MustCompile(`"(?:[^"\\]|\\["\\bfnrt]|\\u[0-9a-f]{4})*"`),
	// After the name of a property everything is its value.
	".properties": regexp.MustCompile(`(?m)=.*$`),
}

// FuzzNothingBreaksOut puts the same string into every free text. Whatever Resolve says of it, what is rendered has
// to be the same program: the same lines, with other literals.
func FuzzNothingBreaksOut(f *testing.F) {
	for _, seed := range []string{
		"x", nastyPassword, "a\nimport os", "a\r\nb=c", "\x00", `\`, `\'`, `'`, `"`, `""")`, "'''", "#", "${HOME}", "${a:b}", "\u2028", "\u0085", "\xff\xfe", " x ", "\tx",
		"x\\\n", "=", ":", "!", "{0}", "%s%d", "`", "é漢😀", "True", "None", "\\u0027", "*/", "//",
	} {
		f.Add(seed)
	}
	apply := map[string]func(*Config, string){
		"username":      func(c *Config, s string) { c.Username = s },
		"password":      func(c *Config, s string) { c.Password = s },
		"vhost":         func(c *Config, s string) { c.Vhost = s },
		"default queue": func(c *Config, s string) { c.DefaultQueue = s },
		"address":       func(c *Config, s string) { c.Endpoints[0].Address = s },
		"CA file":       func(c *Config, s string) { c.TLS.CAFile = s },
		"certificate":   func(c *Config, s string) { c.TLS.CertificateFile = s },
		"key":           func(c *Config, s string) { c.TLS.KeyFile = s },
		"server name":   func(c *Config, s string) { c.TLS.ServerName = s },
		"URL": func(c *Config, s string) {
			others := c.URL
			c.URL = func(e Endpoint) URL {
				if e.Address == "a" {
					return URL{s, s, s}
				}
				return others(e)
			}
		},
		"old queue": func(c *Config, s string) {
			c.DefaultQueue, c.OldSettings = "", map[string]string{"CELERY_DEFAULT_QUEUE": s}
		},
		"old name": func(c *Config, s string) { c.OldSettings = map[string]string{s: s} },
		"failover": func(c *Config, s string) { c.FailoverStrategy = s },
	}
	plain := func() Config {
		return withURLs(Config{
			Username: "u", Password: "p", Vhost: "v", DefaultQueue: "q", Endpoints: []Endpoint{{Address: "a"}, {Address: "b"}},
			TLS: &TLS{CAFile: "ca", CertificateFile: "c", KeyFile: "k", ServerName: "s"},
		})
	}
	want := shapes(f, mustResolve(f, plain()))
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" {
			return // which means "not given"
		}
		for what, set := range apply {
			c := plain()
			set(&c, s)
			r := resolvedAnyway(c)
			for _, warning := range r.Warnings(nil) {
				if strings.ContainsAny(warning, "\r\n") && !strings.ContainsAny(s, "\r\n") {
					t.Fatalf("%s with %q: a warning of several lines: %q", what, s, warning)
				}
			}
			Resolve(c)
			got := shapes(t, r)
			for file := range want {
				// Old settings may be written with Python's quotes; between them may be nothing, which is "not given".
				if what == "old queue" && strings.Trim(s, `'"`) == "" {
					continue
				}
				if !slices.Equal(got[file], want[file]) {
					t.Fatalf("%s with %q changed %s:\n%s", what, s, file, texts(t, r)[file])
				}
			}
		}
	})
}

// resolvedAnyway is c as it would be resolved if it had no problem.
func resolvedAnyway(c Config) Resolved {
	filled, _ := c.takeOldSettings()
	return resolved(filled.withDefaults(), c.FailoverStrategy)
}

// shapes are the lines of every text without what is in its literals. Properties that hold a placeholder are left out of
// the comparison, as they are left out of the text.
func shapes(t testing.TB, r Resolved) map[string][]string {
	t.Helper()
	shapes := map[string][]string{}
	for file, text := range texts(t, r) {
		if strings.ContainsFunc(text, func(r rune) bool {
			return r != '\n' && r != '\t' && (r < ' ' || r > '~') && !strings.HasSuffix(file, ".json")
		}) {
			t.Fatalf("%s is not printable ASCII: %q", file, text)
		}
		suffix := file[strings.LastIndex(file, "."):]
		lines := strings.Split(literals[suffix].ReplaceAllString(text, "_"), "\n")
		switch suffix {
		case ".golden":
			if _, err := parser.ParseFile(token.NewFileSet(), "dial.go", text, parser.AllErrors); err != nil {
				t.Fatal(err)
			}
		case ".json":
			var members map[string]any
			if err := json.Unmarshal([]byte(text), &members); err != nil {
				t.Fatal(err)
			}
			lines = slices.Sorted(maps.Keys(members))
		case ".properties":
			lines = slices.DeleteFunc(lines, func(line string) bool {
				name := strings.TrimSuffix(line, "_")
				return slices.Contains(textProperties, name)
			})
		}
		shapes[file] = lines
	}
	return shapes
}

// textProperties are those that hold a text of the user, and are missing where Spring would not take it for one.
var textProperties = []string{
	"spring.rabbitmq.username", "spring.rabbitmq.password", "spring.rabbitmq.virtual-host", "spring.ssl.bundle.pem.rabbitmq.truststore.certificate",
	"spring.ssl.bundle.pem.rabbitmq.keystore.certificate", "spring.ssl.bundle.pem.rabbitmq.keystore.private-key",
}
