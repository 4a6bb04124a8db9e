package httpapi

import (
	"strings"
	"testing"
)

func TestParseEndpoint(t *testing.T) {
	for text, want := range map[string]string{
		"http://rabbit1:15672":           "http://rabbit1:15672",
		"http://rabbit1:15672/":          "http://rabbit1:15672",
		"http://rabbit1:15672/api/":      "http://rabbit1:15672",
		"https://lb.example/rabbit%20mq": "https://lb.example/rabbit%20mq",
		"https://lb.example/a/b//":       "https://lb.example/a/b",
		" http://[::1]:15672 ":           "http://[::1]:15672",
	} {
		got, err := ParseEndpoint(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

// An error quotes the address, but nothing in it that may be secret.
func TestBadEndpointsAreQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"":                              `"" is not a URL such as http://rabbit1:15672`,
		"rabbit1":                       `"rabbit1" is not a URL`,
		"rabbit1:15672":                 `"rabbit1:15672" is not a URL`,
		"//rabbit1:15672":               `"//rabbit1:15672" is not a URL`,
		"amqp://rabbit1":                `"amqp://rabbit1" does not start with http:// or https://`,
		"http://":                       `"http://" names no host`,
		"http://:15672":                 `"http://:15672" names no host`,
		"http://h:0":                    `"http://h:0" has the port 0`,
		"http://h:156720":               `"http://h:156720" has the port 156720`,
		"http://h h:15672":              `"http://h h:15672" is not a URL`,
		"http://u:hunter2@rabbit1":      `"http://***@rabbit1" contains a user name or a password`,
		"http://u:hun/ter2@rabbit1:1/a": `"http://***@rabbit1:1/a" `,
		"http://u:hun@ter2 %zz@rabbit1": `"http://***@rabbit1" is not a URL`,
		"u:hunter2@rabbit1":             `"***@rabbit1" is not a URL`,
		"http://u:hunter2%40rabbit1":    `"http://u:***" is not a URL`,
		"http://u:hunter2":              `"http://u:***" is not a URL`,
		"http://rabbit1/?token=hunter2": `"http://rabbit1/?***" has a query`,
		"http://rabbit1/#hunter2":       `"http://rabbit1/#***" has a query or a fragment`,
		"http://[::1":                   `"http://[::1" is not a URL`,
	} {
		got, err := ParseEndpoint(text)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "ter2") {
			t.Errorf("%q: %q, %v; want %s", text, got, err, want)
		}
	}
}
