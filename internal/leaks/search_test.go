package leaks_test

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

const secret = "check" + leaks.Mark + "x9"

func TestSearchFindsEverySpelling(t *testing.T) {
	basic := func(user string) string { return base64.StdEncoding.EncodeToString([]byte(user + ":" + secret)) }
	spellings := map[string]string{
		"plain":                secret,
		"a URI":                "amqp://u:" + secret + "@h/%2F",
		"percent-encoded":      url.QueryEscape("ä/" + secret),
		"a hash":               "kI3GCqW5JLMJa4iX" + leaks.Mark + "D6XbYqlLgxIs30",
		"hexadecimal":          hex.EncodeToString([]byte(secret)),
		"bytes of Go":          fmt.Sprintf("%d", []byte(secret)),
		"bytes of Erlang":      "<<" + strings.Trim(strings.ReplaceAll(fmt.Sprintf("%d", []byte(secret)), " ", ","), "[]") + ">>",
		"as in URLs of base64": base64.URLEncoding.EncodeToString([]byte(secret)),
		"one that is unstored": "x" + leaks.Unstored,
		"a key":                "-----BEGIN EC PRIVATE KEY-----",
		"a key in a query":     url.QueryEscape("-----BEGIN PRIVATE KEY-----"),
	}
	for _, user := range []string{"a", "ab", "abc", "abcd"} {
		spellings["base64 after "+user] = basic(user)
	}
	for name, spelt := range spellings {
		t.Run(name, func(t *testing.T) {
			finds := search(t, "before\nlevel=info said=\""+spelt+"\" more\nafter\n")
			if len(finds) != 1 || finds[0].Line != 2 || finds[0].Text != `level=info said="***" more` &&
				finds[0].Text != `level=info said="[***]" more` && finds[0].Text != `level=info said="<<***>>" more` {
				t.Errorf("found %q", finds)
			}
		})
	}
}

func TestSearchNamesTheSecret(t *testing.T) {
	for text, want := range map[string]string{
		"password=" + secret: "check",
		"Basic " + base64.StdEncoding.EncodeToString([]byte("u:"+secret)): "check",
		leaks.Mark:                        "",
		fmt.Sprintf("%d", []byte(secret)): "",
	} {
		if finds := search(t, text); len(finds) != 1 || finds[0].Name != want {
			t.Errorf("%q: %q, want the name %q", text, finds, want)
		}
	}
}

// A line tells of its first secret, and shows none.
func TestSearchMasksAllOfALine(t *testing.T) {
	finds := search(t, "a="+secret+" b=Basic "+base64.StdEncoding.EncodeToString([]byte("u:"+secret))+" c="+secret)
	if len(finds) != 1 || strings.Contains(finds[0].Text, leaks.Mark) || strings.Count(finds[0].Text, "***") != 3 {
		t.Errorf("found %q", finds)
	}
	long := search(t, strings.Repeat("x ", 5000)+secret+strings.Repeat(" y", 5000))
	if len(long) != 1 || len(long[0].Text) > 500 || !strings.Contains(long[0].Text, "x *** y") {
		t.Errorf("found %q", long)
	}
}

func TestSearchPassesOver(t *testing.T) {
	quoted := regexp.MustCompile(`^\d+: `)
	for name, text := range map[string]string{
		"nothing":         "",
		"half a mark":     leaks.Mark[:len(leaks.Mark)-1] + "\n" + leaks.Mark[1:],
		"a public key":    "-----BEGIN PUBLIC KEY-----\n-----BEGIN CERTIFICATE-----",
		"an excused line": "12: password = \"" + secret + "\"\n",
	} {
		if finds, err := leaks.Search(strings.NewReader(text), leaks.Marks(), quoted); err != nil || len(finds) != 0 {
			t.Errorf("%s: %q, %v", name, finds, err)
		}
	}
	finds, err := leaks.Search(strings.NewReader(secret+"\nx"+leaks.Unstored+"\n"), []string{leaks.Unstored})
	if err != nil || len(finds) != 1 || finds[0].Line != 2 {
		t.Errorf("of what is stored: %q, %v", finds, err)
	}
}

func TestSearchSaysThatItCouldNotRead(t *testing.T) {
	fault := errors.New("no disk")
	if _, err := leaks.Search(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(fault)), leaks.Marks()); !errors.Is(err, fault) {
		t.Errorf("not the reader's error: %v", err)
	}
}

func search(t *testing.T, text string) []leaks.Find {
	t.Helper()
	finds, err := leaks.Search(strings.NewReader(text), leaks.Marks())
	if err != nil {
		t.Fatal(err)
	}
	return finds
}
