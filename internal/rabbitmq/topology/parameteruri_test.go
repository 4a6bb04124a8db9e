package topology

import (
	"strings"
	"testing"
)

// What is wrong with a URI is said at its place in the list, with the part, and without any of it. The grammar is tested in
// package amqpuri.
func TestURIsAreJudgedAtTheirPlace(t *testing.T) {
	for uri, want := range map[string]string{
		"amqp://u:SECRET@h/v":       "",
		"amqp://u:SEC RET@h/v":      "",
		"amqp://u:#SECRET@h/v":      "source.uris[1]: URI 2 is not an AMQP URI the port is not a number",
		"amqp://u:SECRET@h:0":       "source.uris[1]: URI 2 is not an AMQP URI the port",
		"amqp://SECRET?heartbeat=x": "source.uris[1]: URI 2 is not an AMQP URI the query parameter heartbeat is not a whole number",
		"amqp:///":                  "source.uris[1]: URI 2 is not an AMQP URI the virtual host has the empty name",
		"amqp://u:SEC:RET@h":        "warning source.uris[1]: RabbitMQ would misread URI 2 the password",
		"amqp://SECRET/":            "warning source.uris[1]: RabbitMQ would misread URI 2 the virtual host",
	} {
		problems := checkURIs("source.uris", AMQP091, []string{"amqp://first", uri})
		before, part, _ := strings.Cut(want, " the ")
		if said(problems) != before || part != "" && !strings.Contains(problems[0].Detail, "source.uris[1]: the "+part) {
			t.Errorf("%q: %+v, want %q", uri, problems, want)
		}
		for _, problem := range problems {
			if strings.Contains(problem.Summary+problem.Detail, "SEC") {
				t.Errorf("%q is repeated: %+v", uri, problem)
			}
		}
	}
}

func TestURIsThatAMQP10DoesNotTake(t *testing.T) {
	for uri, want := range map[string]string{
		"amqp://h": "", "amqps://u:SECRET@h:5671/": "", "amqp://u:SECRET@h?hostname=vhost:a/b": "",
		"not a URI":                          "uris[0]: URI 1 is not an AMQP URI",
		"amqp://u:SECRET@h/v":                "uris[0]: URI 1 has a virtual host in its path",
		"amqp://h/%2F":                       "uris[0]: URI 1 has a virtual host in its path",
		"amqp://":                            "uris[0]: URI 1 has no host",
		"amqp://u:SECRET@":                   "uris[0]: URI 1 has no host",
		"amqp://SECRET@h":                    "uris[0]: URI 1 is not one for AMQP 1.0",
		"amqp://h/":                          "",
		"amqp://u:SEC RET@h":                 "uris[0]: URI 1 is not one for AMQP 1.0",
		"amqp://u:SECRET@h?max_frame_size=x": "uris[0]: URI 1 is not one for AMQP 1.0",
	} {
		problems := checkURIs("uris", AMQP10, []string{uri})
		if got := said(problems); got != want || len(problems) > 0 && strings.Contains(problems[0].Detail, "SEC") {
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
		for _, problem := range checkURIs("uris", AMQP091, []string{before + secret + after, before + secret + after}) {
			if strings.Contains(problem.Summary+problem.Detail, secret) {
				t.Errorf("%+v", problem)
			}
		}
	})
}
