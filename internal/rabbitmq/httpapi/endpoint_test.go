package httpapi

import "testing"

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
	for _, text := range []string{"", "rabbit1:15672", "amqp://rabbit1", "http://", "http://u:p@rabbit1", "http://h/?q=1", "http://h:port"} {
		if got, err := ParseEndpoint(text); err == nil {
			t.Errorf("%q was read as %q", text, got)
		}
	}
}
