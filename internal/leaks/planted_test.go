package leaks_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

const arguments = `(?:cookie|password|password_wo|password_hash|passphrase|default_pass|value_wo|key_pem|private_key)`

// These are where configurations and objects of tests hold secrets that are written out.
var places = []*regexp.Regexp{
	regexp.MustCompile(`\b` + arguments + `"?\s*=\s*"([^"\x60\n]*\w[^"\n]*)`),
	regexp.MustCompile(`"` + arguments + `":\s*"([^"\n]+)`),
	regexp.MustCompile(`(?:amqp|http)s?://[^:@/\s"]*:([^@/?\s"]+)@`),
}

// unmarked are the secrets of a test's text that cannot be found where they must not be. What is put in later, such as the
// password of a lab, stands elsewhere.
func unmarked(text string) (out []string) {
	text = strings.ReplaceAll(text, `\"`, `"`)
	for _, place := range places {
		for _, found := range place.FindAllStringSubmatch(text, -1) {
			if secret := found[1]; !strings.Contains(secret, leaks.Mark) && secret != "%q" && !strings.HasPrefix(secret, "${") {
				out = append(out, found[0])
			}
		}
	}
	return out
}

// Every secret that an acceptance test writes out has the mark, since without it no leak of it would be found.
func TestSecretsOfTestsAreMarked(t *testing.T) {
	// A function's result is what an output shows: users who call it with a secret say so by "sensitive".
	const shown = "functions_acc_test.go"
	seen := 0
	for _, folder := range []string{"terraform", "provider", "failover"} {
		err := filepath.WalkDir(filepath.Join("..", folder), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_acc_test.go") || filepath.Base(path) == shown {
				return err
			}
			text, err := os.ReadFile(path)
			for _, secret := range unmarked(string(text)) {
				t.Errorf("%s has %s: put %q into the secret, or leaks.Unstored where it is in no state", path, secret, leaks.Mark)
			}
			seen++
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen == 0 {
		t.Error("there are no acceptance tests here")
	}
}

func TestUnmarkedSecretsAreSeen(t *testing.T) {
	for text, want := range map[string]bool{
		`password = "sesame"`:                            true,
		`"  password_wo = \"sesame\""`:                   true,
		`{"password": "sesame"}`:                         true,
		`uris = ["amqp://u:sesame@h"]`:                   true,
		`const password = "sesame"`:                      true,
		`password = "sesame` + leaks.Mark + `"`:          false,
		`"password = %q", l.Password`:                    false,
		`password = "${var.password}"`:                   false,
		`password = var.password`:                        false,
		`passphrase  = "x"`:                              true,
		`value_wo = "{}"`:                                false,
		`"the password": "is <<"`:                        false,
		`password_hash = ""`:                             false,
		`password_wo_version = 1`:                        false,
		`uris = ["amqp://u:` + leaks.Mark + `@h?a=b@c"]`: false,
		`uris = ["amqp://h:5672/a@b"]`:                   false,
	} {
		if got := len(unmarked(text)) > 0; got != want {
			t.Errorf("%s: seen is %t", text, got)
		}
	}
}
