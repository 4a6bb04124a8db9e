package clientsettings

import (
	"flag"
	"go/format"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

const nastyPassword = "p a\"s's$w#o\\rd${HOME}%é;:@/😀"

// golden are the configurations whose texts are kept in testdata, by the name of the folder.
var golden = map[string]Config{
	"virtual-address": withURLs(Config{
		RabbitMQVersion: "4.3.6", Username: "app", Password: "sesame", Vhost: "orders", DefaultQueue: "orders",
		Endpoints: []Endpoint{{Address: "172.16.21.100", Port: new(5672)}}, MaxTasksPerChild: new(200),
	}),
	"every-node": withURLs(Config{
		RabbitMQVersion: "4.0.5", Username: "app", PasswordEnv: "APP_PASSWORD", Endpoints: three(), FailoverStrategy: FailoverShuffle,
		TLS:               &TLS{CAFile: "/etc/rabbitmq/ca.pem", CertificateFile: "/etc/app/cert.pem", KeyFile: "/etc/app/key.pem", ServerName: "rabbitmq.example.com"},
		ConnectionTimeout: new(5), ConnectionMaxRetries: new(10), PrefetchMultiplier: new(1), CancelOnConnectionLoss: new(true),
	}),
	"celery-4.4": withURLs(Config{
		CeleryVersion: "4.4.7", RabbitMQVersion: "3.10.8", CeleryNames: NamesOld, Endpoints: three(), Heartbeat: new(30), PoolLimit: new(0),
		OldSettings: map[string]string{"CELERYD_MAX_TASKS_PER_CHILD": "200", "CELERY_ACKS_LATE": "True"},
	}),
	"django": withURLs(Config{
		CeleryVersion: "5.5.3", RabbitMQVersion: "4.0.5", CeleryNames: NamesDjango, Username: "ä'pp", Password: nastyPassword, Vhost: "a/b \"c\"",
		Endpoints: []Endpoint{{Address: "2001:db8::10"}, {Address: "rabbit2"}}, TLS: &TLS{Verify: new(false)},
	}),
}

func three() []Endpoint {
	return []Endpoint{{Address: "rabbit1.example.com"}, {Address: "rabbit2.example.com"}, {Address: "rabbit3.example.com"}}
}

// withURLs has the URLs made, as the caller of this package does.
func withURLs(c Config) Config {
	scheme := "amqp://"
	if c.TLS != nil {
		scheme = "amqps://"
	}
	vhost := "/"
	if c.Vhost != "" {
		vhost = c.Vhost
	}
	username, password := c.Username, c.Password
	c.URL = func(e Endpoint) URL {
		u := URL{Before: scheme, After: net.JoinHostPort(e.Address, strconv.Itoa(*e.Port)) + "/" + escape(vhost)}
		if username != "" {
			u.Before += escape(username) + ":"
			u.Password = escape(password)
			u.After = "@" + u.After
		}
		return u
	}
	return c
}

func escape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

func mustResolve(t testing.TB, c Config) Resolved {
	t.Helper()
	resolved, problems := Resolve(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return resolved
}

// texts are everything that is rendered, by the name of a file.
func texts(t testing.TB, r Resolved) map[string]string {
	t.Helper()
	all := map[string]string{"dotnet.cs": r.DotNet(), "go.golden": r.Go()}
	for part, prefix := range map[Part]string{Public: "public", Complete: "complete"} {
		settings, err := r.JSON(part)
		if err != nil {
			t.Fatal(err)
		}
		all[prefix+".json"] = settings
		all[prefix+".py"] = r.Python(part)
		all[prefix+".properties"] = r.SpringProperties(part)
	}
	return all
}

func TestGolden(t *testing.T) {
	for name, c := range golden {
		t.Run(name, func(t *testing.T) {
			r := mustResolve(t, c)
			folder := filepath.Join("testdata", name)
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			for file, got := range texts(t, r) {
				path := filepath.Join(folder, file)
				if *update {
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("the text differs from %s (rewrite it with go test -update if that is meant); got:\n%s", path, got)
				}
			}
			formatted, err := format.Source([]byte(r.Go()))
			if err != nil || string(formatted) != r.Go() {
				t.Errorf("the example of Go is not formatted: %v\n%s", err, formatted)
			}
		})
	}
}
