package amqpuri

import (
	"strings"
	"testing"
)

// refusedByBrokers are URIs that brokers refuse, with the part that is wrong. Others are takenByBrokers. What they say is
// asked of a real one by TestAccBrokersReadTheGrammarAlike.
var refusedByBrokers = map[string]string{
	"":                                    "scheme",
	"SECRET":                              "scheme",
	"http://u:SECRET@h":                   "scheme",
	"amqp:u:SECRET@h":                     "scheme",
	"amqp:/u:SECRET@h":                    "scheme",
	"amqp:":                               "scheme",
	" amqp://h":                           "scheme",
	"amqpss://h":                          "scheme",
	"amqp://u:#SECRET@h/v":                "port",
	"amqp://u:?SECRET@h/v":                "port",
	"amqp://u:/SECRET@h/v":                "port",
	"amqp://u:SEC/RET@h/v":                "port",
	"amqp://u:SECRET@h:port":              "port",
	"amqp://u:SECRET@h:":                  "port",
	"amqp://u:SECRET@h:0":                 "port",
	"amqp://u:SECRET@h:65536":             "port",
	"amqp://u:SECRET@h:-1":                "port",
	"amqp://u:SECRET@h:5672 ":             "port",
	"amqp://u:SECRET@h:5672:1":            "port",
	"amqp://h:99999999999999999999":       "port",
	"amqp://::1":                          "port",
	"amqp://:5672":                        "port",
	"amqp://u:SECRET@:5672/v":             "port",
	"amqp://[::1]:":                       "port",
	"amqp://[::1]5672":                    "host",
	"amqp://h%":                           "host",
	"amqp://h%zz":                         "host",
	"amqps://":                            "host",
	"amqps:///v":                          "host",
	"amqps://u:SECRET@/v":                 "host",
	"amqp://u%:SECRET@h":                  "user name",
	"amqp://u%4:SECRET@h":                 "user name",
	"amqp://u:SECRET%@h":                  "password",
	"amqp://u:SECRET%zz@h":                "password",
	"amqp://u:%%41SECRET@h":               "password",
	"amqp://u:SECRET%-1@h":                "password",
	"amqp:///":                            "virtual host",
	"amqp://u:SECRET@/":                   "virtual host",
	"amqp://h/v/w":                        "virtual host",
	"amqp://h//":                          "virtual host",
	"amqp://h/v%2":                        "virtual host",
	"amqp://h/%-1":                        "virtual host",
	"amqp://h?heartbeat=x":                "query parameter heartbeat",
	"amqp://h?heartbeat=":                 "query parameter heartbeat",
	"amqp://h?heartbeat=1.5":              "query parameter heartbeat",
	"amqp://h?heartbeat=%31":              "query parameter heartbeat",
	"amqp://h?heartbeat=x&heartbeat=1":    "query parameter heartbeat",
	"amqp://h?channel_max=1e3":            "query parameter channel_max",
	"amqp://h/v?frame_max= 1":             "query parameter frame_max",
	"amqps://h?connection_timeout=1s":     "query parameter connection_timeout",
	"amqps://h?depth=x":                   "query parameter depth",
	"amqps://h?cacertfile=/SECRET%":       "query parameter cacertfile",
	"amqps://h?keyfile=%zz":               "query parameter keyfile",
	"amqps://h?password=SECRET%zz":        "query parameter password",
	"amqps://h?fail_if_no_peer_cert=yes":  "query parameter fail_if_no_peer_cert",
	"amqps://h?fail_if_no_peer_cert=True": "query parameter fail_if_no_peer_cert",
	"amqp://h?username=SECRET":            "query parameter username",
	"amqp://h?virtual_host=v":             "query parameter virtual_host",
	"amqp://h?port=1":                     "query parameter port",
	"amqp://h?ssl_options=x":              "query parameter ssl_options",
	"amqp://?node=x":                      "query parameter node",
	"amqp://h?auth_mechanism=":            "query parameter auth_mechanism",
	"amqp://h?auth_mechanism=a:b:c":       "query parameter auth_mechanism",
}

// takenByBrokers are URIs that brokers take, with the parts that are doubtful.
var takenByBrokers = map[string]string{
	"amqp://":                "",
	"AMQP://":                "",
	"amqp://@":               "",
	"amqp://:@":              "",
	"amqp:///%2F":            "",
	"amqp:///v":              "",
	"AMQPS://h":              "",
	"amqp://u:SEC RET@h/a b": "",
	"amqp://ü:SÉCRET@h/é":    "",
	"amqp://u:SECRET@h:5672/v?heartbeat=5&a=/b/c":           "",
	"amqp://u:p%2F%40@[::1]:5672/%2Fv":                      "",
	"amqp://[::1]":                                          "",
	"amqp://[fe80::1%25eth0]/v":                             "",
	"amqp://r-1.example_2.com.":                             "",
	"amqp://h:+5672":                                        "",
	"amqp://h:005672":                                       "",
	"amqp://h?heartbeat=-5":                                 "",
	"amqp://h?heartbeat=1&heartbeat=x":                      "",
	"amqp://?heartbeat=x":                                   "",
	"amqp://?port=1":                                        "",
	"amqp://h?depth=x":                                      "",
	"amqp://h?fail_if_no_peer_cert=x":                       "",
	"amqp://h?password=SECRET%":                             "",
	"amqp://h?auth_mechanism=plain&auth_mechanism=external": "",
	"amqps://h:5671/v?cacertfile=/etc/ca.pem&verify=verify_peer&depth=2": "",
	"amqp://%+1:SECRET@h":           "",
	"amqp://u:SEC:RET@h":            "password",
	"amqp://u:SEC@RET@h":            "host",
	"amqp://h\n":                    "host",
	"amqp://u:SECRET@h h":           "host",
	"amqp://[::1":                   "host",
	"amqp://[::1]x:5672":            "host",
	"amqp://[rabbit1]":              "host",
	"amqp://u:SECRET\n@h":           "user name, password or virtual host",
	"amqp://h/":                     "virtual host",
	"amqp://h/v#SECRET":             "query",
	"amqp://u:5672#SECRET@h/v":      "query",
	"amqp://h?heartbeat":            "query",
	"amqp://h?auth_mechanism=PLAIN": "query parameter auth_mechanism",
}

func TestBrokersGrammar(t *testing.T) {
	for text, part := range refusedByBrokers {
		switch err := CheckForBroker(text); {
		case err == nil || !strings.HasPrefix(err.Error(), "the "+part+" "):
			t.Errorf("%q: %v, want one of the %s", text, err, part)
		case strings.Contains(err.Error(), "SEC"):
			t.Errorf("%q: the error repeats it: %v", text, err)
		}
	}
	for text, part := range takenByBrokers {
		if err := CheckForBroker(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		doubts := DoubtsOf(text)
		if (part == "") != (len(doubts) == 0) || part != "" && doubts[0].Part != part {
			t.Errorf("%q: %+v, want one of the %s", text, doubts, part)
		}
		for _, doubt := range doubts {
			if strings.Contains(doubt.Error(), "SEC") || strings.Contains(doubt.Error(), "RET") {
				t.Errorf("%q: the doubt repeats it: %v", text, doubt)
			}
		}
	}
}

func FuzzBrokersGrammarRepeatsNothing(f *testing.F) {
	for text := range refusedByBrokers {
		f.Add("amqp://u:", text)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "S3CR3T"
		text := before + secret + after
		if err := CheckForBroker(text); err != nil && strings.Contains(err.Error(), secret) {
			t.Error(err)
		}
		for _, doubt := range DoubtsOf(text) {
			if strings.Contains(doubt.Error(), secret) {
				t.Error(doubt)
			}
		}
	})
}
