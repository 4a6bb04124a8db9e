package rabbitmqconf

import (
	"strings"
	"testing"
)

// TestSecretsInTerms: a secret is not taken where every plan shows it, and no error quotes one.
func TestSecretsInTerms(t *testing.T) {
	for name, test := range map[string]struct {
		application, key, value string
		want                    string // "" where it is no secret
	}{
		"bind of LDAP":         {"rabbitmq_auth_backend_ldap", "dn_lookup_bind", `{"cn=a", "sesame"}`, "plain sight"},
		"other bind, binaries": {"rabbitmq_auth_backend_ldap", "other_bind", `{ <<"cn=a">> , <<"sesame">> }`, "plain sight"},
		"bind as the user":     {"rabbitmq_auth_backend_ldap", "other_bind", "as_user", ""},
		"password of a key":    {"rabbit", "ssl_options", `[{keyfile,"/k"},{password,"sesame"}]`, "plain sight"},
		"in a map":             {"a", "b", `#{password=><<"sesame">>}`, "plain sight"},
		"in a quoted atom":     {"a", "b", `[{'password',"sesame"}]`, "plain sight"},
		"shovel":               {"rabbitmq_shovel", "shovels", `[{s, [{source, [{uris, ["amqp://u:sesame@h"]}]}]}]`, "plain sight"},
		"shovel without one":   {"rabbitmq_shovel", "shovels", `[{s, [{source, [{uris, ["amqp://h", "amqps://u@h/v"]}]}]}]`, ""},
		"the key itself":       {"rabbit", "default_pass", `<<"sesame">>`, "plain sight"},
		"private key":          {"a", "b", `"-----BEGIN RSA PRIVATE KEY-----sesame"`, "plain sight"},
		"public key":           {"a", "b", `"-----BEGIN PUBLIC KEY-----"`, ""},
		"passphrase":           {"rabbit", "config_entry_decoder", `[{passphrase, <<"sesame">>}]`, "plain sight"},
		"passphrase to type":   {"rabbit", "config_entry_decoder", "[{passphrase, prompt}]", "does not boot as a service"},
		"passphrase in a file": {"rabbit", "config_entry_decoder", `[{passphrase, {file, "/p"}}]`, ""},
		"word":                 {"a", "password_hashing_module", "rabbit_password_hashing_sha512", ""},
		"broken":               {"a", "password", `["sesame`, "something (character 2) where a value should be"},
		"after the end":        {"a", "b", `"a" sesame`, "something (character 5) after the end"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, sensitive := range []bool{false, true} {
				c, want := valid(), test.want
				c.Advanced = []Advanced{setting(test.application, test.key, test.value)}
				if sensitive {
					c.Advanced[0].Value, c.Advanced[0].SensitiveValue = "", test.value
					if want == "plain sight" {
						want = ""
					}
				}
				resolved, problems := Resolve(c)
				got := ""
				for _, p := range problems {
					got += p.Error() + "\n"
				}
				if (got == "") != (want == "") || !strings.Contains(got, want) || strings.Contains(got, "sesame") {
					t.Errorf("sensitive %t: got %q, want %q in it", sensitive, got, want)
				}
				if got == "" && (resolved.HasAdvancedSecret() != sensitive || resolved.HasNodeSecret() != sensitive) {
					t.Errorf("sensitive %t: the files hold a secret: %t", sensitive, resolved.HasAdvancedSecret())
				}
			}
		})
	}
}

// TestEncryptedTerms: only what a node decrypts is taken, and only with a passphrase.
func TestEncryptedTerms(t *testing.T) {
	const sealed = `{encrypted, <<"YWJj">>}`
	for name, test := range map[string]struct {
		version, value string
		want           bool
	}{
		"whole":           {"3.8.9", sealed, true},
		"in a list":       {"3.8.9", "[" + sealed + "]", true},
		"of a key":        {"3.8.9", "[{password, " + sealed + "}, {other, 1}]", true},
		"deeper":          {"3.8.9", "[{s, [{source, [{uris, [" + sealed + "]}]}]}]", true},
		"of a pair":       {"4.3.6", `{"cn=a", ` + sealed + "}", false},
		"pair of a pair":  {"4.3.6", `[{a, {b, ` + sealed + "}}]", false},
		"in a triple":     {"4.3.6", `[{a, ` + sealed + ", b}]", false},
		"first of a pair": {"4.3.6", "[{" + sealed + ", b}]", false},
		"in a map":        {"4.3.6", "#{a => " + sealed + "}", true},
		"in an early map": {"4.2.5", "#{a => " + sealed + "}", false},
		"as a map's key":  {"4.3.6", "#{" + sealed + " => a}", false},
		"word":            {"4.3.6", "[encrypted]", true},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			c.RabbitMQVersion = test.version
			c.Advanced = []Advanced{setting("a", "b", test.value), setting("rabbit", "config_entry_decoder", `[{passphrase, {file, "/p"}}]`)}
			_, problems := Resolve(c)
			if (len(problems) == 0) != test.want {
				t.Errorf("got %v", problems)
			}
			c.Advanced = c.Advanced[:1]
			if _, problems = Resolve(c); test.want && name != "word" && (len(problems) != 1 || problems[0].Summary != "Encrypted value without a passphrase") {
				t.Errorf("without a passphrase: %v", problems)
			}
		})
	}
}

// TestEncryptedSetting: an encrypted value is no secret, and stands among the settings that a plan shows.
func TestEncryptedSetting(t *testing.T) {
	c := valid()
	c.Settings = map[string]string{"ssl_options.password": "encrypted:YWJj"}
	c.Advanced = []Advanced{setting("rabbit", "config_entry_decoder", `[{passphrase, {file, "/p"}}]`)}
	resolved := mustResolve(t, c)
	if text := resolved.Files().RabbitMQConf; resolved.HasSecret() || !strings.Contains(text, "ssl_options.password = encrypted:YWJj\n") {
		t.Error(text)
	}
}
