package as3

import (
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// freeTexts set one text of the user each, and everyText is a Config that has them all.
var freeTexts = []func(*Config, string){
	func(c *Config, s string) { c.Tenant = s },
	func(c *Config, s string) { c.Application = s },
	func(c *Config, s string) { c.DeclarationID = s },
	func(c *Config, s string) { c.Label = s },
	func(c *Config, s string) { c.Remark = s },
	func(c *Config, s string) { c.SchemaVersion = s },
	func(c *Config, s string) { c.SNAT = "/Common/" + s },
	func(c *Config, s string) { c.TimeoutClient = s },
	func(c *Config, s string) { c.Listeners[0].Name = s },
	func(c *Config, s string) { c.Listeners[0].SlowStart = s },
	func(c *Config, s string) { c.Listeners[0].Binds[0].Address = s },
	func(c *Config, s string) { c.Listeners[0].AllowedSources = []string{s} },
	func(c *Config, s string) { c.Listeners[0].Servers[0].Name = s },
	func(c *Config, s string) { c.Listeners[0].Servers[0].Address = s },
	func(c *Config, s string) { c.Listeners[0].Servers[1].Address = s },
	func(c *Config, s string) { c.Listeners[0].Check.Path = s },
	func(c *Config, s string) { c.Listeners[0].Check.HostHeader = s },
	func(c *Config, s string) { c.Listeners[0].Check.Username = s },
	func(c *Config, s string) { c.Listeners[0].Check.Password = s },
	func(c *Config, s string) { c.Listeners[0].Check.TLS.ServerSSLProfile = s },
	func(c *Config, s string) { c.Listeners[0].TLS.ClientSSLProfile = s },
	func(c *Config, s string) { c.Listeners[0].TLS.ServerSSLProfile = s },
}

func everyText() Config {
	l := amqp()
	l.Protocol, l.AllowedSources = loadbalancer.ProtocolAMQPS, []string{"10.0.0.0/8"}
	l.Servers = []loadbalancer.Server{{Name: "a", Address: "10.0.0.1"}, {Name: "b", Address: "host"}}
	l.TLS = TLS{ClientSSLProfile: "/Common/a", ServerSSLProfile: "/Common/b"}
	l.Check = Check{Check: loadbalancer.Check{Path: "/", Username: "u", Password: "p"}, TLS: &CheckTLS{ServerSSLProfile: "/Common/c"}}
	l.Binds = []loadbalancer.Bind{{Address: "10.0.0.10"}}
	return Config{Tenant: "t", Application: "a", DeclarationID: "i", Label: "l", Remark: "r", SNAT: "/Common/s", Listeners: []Listener{l}}
}

// FuzzNothingBreaksOut fills every free text with the same string. What Resolve lets through must leave the document
// as it is but for one string, and valid for the schema where that is at hand.
func FuzzNothingBreaksOut(f *testing.F) {
	for _, seed := range []string{
		"x", "/x", "/Common/x", nastyPassword, "/" + nastyPassword, `a","class":"ADC`, `a"}`, "a\nb", "/a\r\nb", "/\x00", "\\", `/\`, `\u0022`,
		`"`, "'", "#", "`A`", "/`~`", "${HOME}", "a b", "\u2028", "\u0085", "\xff", "<!--", "&", "rabbit@rabbit1", "::1", "a:b", "a-", "a_pool",
		"10.0.0.10%2", "10.0.0.1", "10.0.0.10", "10.0.0.0/8", "30s", "3.50.0", "auto", "none", "class", "constants", "Common", "__proto__", "é", "日本",
	} {
		f.Add(seed)
	}
	want := shape(decode(f, mustRender(f, everyText()).Request))
	_, err := os.Stat(schemaFile)
	withSchema := err == nil
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" {
			return // which means "not given"
		}
		for i, change := range freeTexts {
			c := everyText()
			change(&c, s)
			resolved, problems := Resolve(c)
			if len(problems) > 0 {
				continue
			}
			d, err := resolved.Render()
			if err != nil {
				t.Fatalf("field %d with %q: %v", i, s, err)
			}
			document := decode(t, d.Request)
			if got := shape(document); got != want && !otherKindOfAddress(c) {
				t.Fatalf("field %d with %q changed the document:\n%s", i, s, d.Request)
			}
			if !withSchema {
				continue
			}
			if err := completeSchema(t).Validate(document); err != nil {
				t.Fatalf("field %d with %q: %v", i, s, err)
			}
		}
	})
}

// otherKindOfAddress reports whether a server has a name where it had an address, or the other way round.
func otherKindOfAddress(c Config) bool {
	servers := c.Listeners[0].Servers
	return loadbalancer.IsHostName(servers[0].Address) || !loadbalancer.IsHostName(servers[1].Address)
}

// shape is a value without the texts in it: the kinds of its parts, and the classes of its objects. Names do not count,
// since some are the user's.
func shape(v any) string {
	var parts []string
	class := ""
	switch v := v.(type) {
	case map[string]any:
		for _, child := range v {
			parts = append(parts, shape(child))
		}
		class, _ = v["class"].(string)
	case []any:
		for _, child := range v {
			parts = append(parts, shape(child))
		}
	default:
		return fmt.Sprintf("%T", v)
	}
	slices.Sort(parts)
	return class + "{" + strings.Join(parts, ",") + "}"
}

// TestPasswordComesBack: whatever is in a password, AS3 decodes it to the same.
func TestPasswordComesBack(t *testing.T) {
	for _, password := range []string{"x", "sesame", nastyPassword, "日本", strings.Repeat("~", 300), "??>>"} {
		ciphertext, _ := secret(password)["ciphertext"].(string)
		decoded, err := base64.RawURLEncoding.DecodeString(ciphertext)
		if err != nil || string(decoded) != password {
			t.Errorf("%q came back as %q, %v", password, decoded, err)
		}
	}
	protected, _ := secret("x")["protected"].(string)
	if header, err := base64.RawURLEncoding.DecodeString(protected); err != nil || string(header) != `{"alg":"dir","enc":"none"}` {
		t.Errorf("the header is %q, %v", header, err)
	}
}
