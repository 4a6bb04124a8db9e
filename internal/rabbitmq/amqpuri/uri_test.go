package amqpuri

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ptr[T any](value T) *T { return &value }

// written are URIs as they are written here, with their parts: the examples of the specification, and what is hard.
var written = []struct {
	text string
	uri  URI
}{
	{"amqp://user:pass@host:10000/vhost", URI{Host: "host", Port: ptr(int64(10000)), Username: ptr("user"), Password: ptr("pass"), Vhost: ptr("vhost")}},
	{"amqp://", URI{}},
	{"amqp://:@/", URI{Username: ptr(""), Password: ptr(""), Vhost: ptr("")}},
	{"amqp://user@", URI{Username: ptr("user")}},
	{"amqp://user:pass@", URI{Username: ptr("user"), Password: ptr("pass")}},
	{"amqp://host", URI{Host: "host"}},
	{"amqp:///vhost", URI{Vhost: ptr("vhost")}},
	{"amqp://host/", URI{Host: "host", Vhost: ptr("")}},
	{"amqp://host/%2F", URI{Host: "host", Vhost: ptr("/")}},
	{"amqp://[::1]", URI{Host: "::1"}},
	{"amqps://[2001:db8::1]:5671/%2F", URI{Scheme: SchemeTLS, Host: "2001:db8::1", Port: ptr(int64(5671)), Vhost: ptr("/")}},
	{"amqp://%C3%BC%3A:%40%2F%25%2B%3F%23%20@h/a%2Fb%20%C3%A9", URI{Host: "h", Username: ptr("ü:"), Password: ptr("@/%+?# "), Vhost: ptr("a/b é")}},
	{"amqps://h?cacertfile=/etc/ca.pem&heartbeat=30&verify=verify_peer", URI{
		Scheme: SchemeTLS, Host: "h", Query: map[string][]string{"cacertfile": {"/etc/ca.pem"}, "heartbeat": {"30"}, "verify": {"verify_peer"}},
	}},
	{"amqp://h/v?auth_mechanism=plain&auth_mechanism=external&x=a%2Bb%26%3D", URI{
		Host: "h", Vhost: ptr("v"), Query: map[string][]string{"auth_mechanism": {"plain", "external"}, "x": {"a+b&="}},
	}},
}

func TestWrittenAndReadBack(t *testing.T) {
	for _, row := range written {
		if row.uri.Scheme == "" {
			row.uri.Scheme = SchemePlain
		}
		if got := row.uri.String(); got != row.text {
			t.Errorf("wrote %s, want %s", got, row.text)
		}
		got, err := Parse(row.text)
		if diff := cmp.Diff(row.uri, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", row.text, err, diff)
		}
	}
}

func TestOtherSpellings(t *testing.T) {
	for text, want := range map[string]string{
		"amqp://user%61:%61pass@ho%61st:10000/v%2fhost": "amqp://usera:apass@hoast:10000/v%2Fhost",
		"AMQPS://h?":               "amqps://h",
		"amqp://h:/":               "amqp://h/",
		"amqp://a+b:c$d@h/x=y":     "amqp://a%2Bb:c%24d@h/x%3Dy",
		"amqp://h?b=2&a=1&b=%31":   "amqp://h?a=1&b=2&b=1",
		"amqp://h?cacertfile=%2Fa": "amqp://h?cacertfile=/a",
	} {
		got, err := Parse(text)
		if err != nil || got.String() != want {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
}

func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                          `it does not begin with "amqp://" or "amqps://"`,
		"http://secret@h":           `it does not begin with "amqp://" or "amqps://"`,
		"secret@h":                  `it does not begin with "amqp://" or "amqps://"`,
		"amqp://u:se:cret@h":        `user name or password hold a ":" that is not percent-encoded, and the broker would cut the password there`,
		"amqp://u:se@cret@h":        `user name or password hold an "@" that is not percent-encoded; write %40`,
		"amqp://u:se/cret@h":        `the port is no number from 1 to 65535. If a ":" belongs to the password, an "@" is missing`,
		"amqp://u:se/cr/et@h":       `the virtual host holds a "/" that is not percent-encoded`,
		"amqp://u:se#cret@h":        `it holds a "#"`,
		"amqp://u:se%cret@h":        `in the password a "%" is not followed by two hexadecimal digits`,
		"amqp://%+1:secret@h":       `in the user name a "%" is not followed by two hexadecimal digits`,
		"amqp://u:secret@h/a%2":     `in the virtual host a "%" is not followed`,
		"amqp://u:secr%FF@h":        "the password is not UTF-8 once decoded",
		"amqp://ü:sécret@h":         "character 8 is a space, a control character or not ASCII; percent-encode it as UTF-8",
		"amqp://u:sec ret@h":        "character 13 is a space",
		"amqp://h/a/b":              `the virtual host holds a "/"`,
		"amqp://h:0":                "port must be from 1 to 65535",
		"amqp://h:65536":            "the port is no number from 1 to 65535",
		"amqp://h:-1":               "the port is no number from 1 to 65535",
		"amqp://:5672":              "port needs a host",
		"amqp://[::1":               `the host begins with "[", and its "]" is missing`,
		"amqp://[rabbit1]":          "the host in brackets is no IPv6 address",
		"amqp://[::1]5672":          `between the host's "]" and the virtual host stands something else than a port`,
		"amqp://::1":                "the port is no number",
		"amqp://h?heartbeat":        `a parameter after "?" is not of the form name=value`,
		"amqp://h?heartbeat=secret": `query has a heartbeat that is not a whole number`,
		"amqp://h?channel_max=1e3":  `query has a channel_max that is not a whole number`,
		"amqp://h?=secret":          `a parameter after "?" is not of the form name=value`,
		"amqp://h?password=%secret": `in the value of the parameter "password" a "%" is not followed`,
	} {
		got, err := Parse(text)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s:\n got %v, %v\nwant %s", text, got, err, want)
			continue
		}
		if said := err.Error(); strings.Contains(said, "secret") || strings.Contains(said, "cret@") || strings.Contains(said, "sécret") {
			t.Errorf("%s: the error tells the password: %s", text, said)
		}
	}
}

func TestPartsThatCannotBeWritten(t *testing.T) {
	for want, uri := range map[string]URI{
		"scheme":   {Scheme: "http"},
		"port":     {Scheme: SchemePlain, Host: "h", Port: ptr(int64(0))},
		"password": {Scheme: SchemePlain, Host: "h", Password: ptr("secret")},
		"host":     {Scheme: SchemePlain, Host: "rabbit1:5672"},
		"query":    {Scheme: SchemePlain, Query: map[string][]string{"": {"1"}}},
		"query has a frame_max that is not a whole number": {Scheme: SchemePlain, Query: map[string][]string{"frame_max": {"1", "secret"}}},
	} {
		var field *FieldError
		if err := uri.Validate(); !errors.As(err, &field) || field.Field != want && err.Error() != want {
			t.Errorf("%+v: %v, want one of %s", uri, err, want)
		}
	}
	for _, host := range []string{"[::1]", "a/b", "u@h", "a b", "h?x"} {
		if err := (URI{Scheme: SchemePlain, Host: host}).Validate(); err == nil {
			t.Errorf("host %q passes", host)
		}
	}
}
