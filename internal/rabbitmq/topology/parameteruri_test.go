package topology

import (
	"strings"
	"testing"
)

func TestURIsThatNoBrokerTakes(t *testing.T) {
	for uri, want := range map[string]string{
		"amqp://":     "",
		"amqp:///%2F": "",
		"AMQPS://h":   "",
		"amqp://user:SECRET@h:5672/v?heartbeat=5&a=/b/c":            "",
		"amqp://u:p%2F%40@[::1]:5672/%2Fv":                          "",
		"amqp://[::1]":                                              "",
		"amqps://h:5671/?cacertfile=/etc/ca.pem&verify=verify_peer": "",
		"":                        "does not begin",
		"SECRET":                  "does not begin",
		"http://u:SECRET@h":       "does not begin",
		"amqp:/u:SECRET@h":        "does not begin",
		"amqp://u:SEC/RET@h/v":    "more than one slash",
		"amqp://u:SECRET@h/v/w":   "more than one slash",
		"amqp://u:SECRET%@h":      "percent sign",
		"amqp://u:SECRET%zz@h":    "percent sign",
		"amqp://u:SECRET@h/v%2":   "percent sign",
		"amqp://u:SECRET@h:port":  "the port is not a number",
		"amqp://u:SECRET@h:0":     "the port is not a number",
		"amqp://u:SECRET@h:65536": "the port is not a number",
		"amqp://u:SEC RET@h":      "a space",
		"amqp://u:SECRET@h\n":     "a line break",
	} {
		problems := checkURIs("source.uris", []string{uri})
		if want == "" && len(problems) > 0 || want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Detail, want)) {
			t.Errorf("%q: %+v, want %q", uri, problems, want)
		}
		for _, problem := range problems {
			if strings.Contains(problem.Summary+problem.Detail, "SEC") || problem.Attribute != "source.uris" {
				t.Errorf("%q is repeated, or elsewhere: %+v", uri, problem)
			}
		}
	}
}

func TestURIsThatAMQP10DoesNotTake(t *testing.T) {
	for uri, want := range map[string]string{
		"amqp://h": "", "amqps://u:SECRET@h:5671/": "", "amqp://u:SECRET@h?hostname=vhost:a/b": "", "not a URI": "",
		"amqp://u:SECRET@h/v": "uris: URI 1 has a virtual host in its path",
		"amqp://h/%2F":        "uris: URI 1 has a virtual host in its path",
		"amqp://":             "uris: URI 1 has no host",
		"amqp://u:SECRET@":    "uris: URI 1 has no host",
	} {
		problems := checkAMQP10URIs("uris", []string{uri})
		if got := said(problems); got != want || len(problems) > 0 && strings.Contains(problems[0].Detail, "SECRET") {
			t.Errorf("%q: %+v", uri, problems)
		}
	}
}

func FuzzURIsAreNeverRepeated(f *testing.F) {
	for _, seed := range []string{"SECRET@h", "SECRET%zz@h:port/a/b", "\n", "SECRET"} {
		f.Add("amqp://u:", seed)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "S3CR3T"
		for _, problem := range checkURIs("uris", []string{before + secret + after, before + secret + after}) {
			if strings.Contains(problem.Summary+problem.Detail, secret) {
				t.Errorf("%+v", problem)
			}
		}
	})
}
