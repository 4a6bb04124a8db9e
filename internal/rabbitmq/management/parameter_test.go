package management

import (
	"errors"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// What brokers of 3.8 to 4.3 answer, with SECRET for the password.
func TestRefusedParametersRepeatNoSecret(t *testing.T) {
	for name, test := range map[string]struct{ reason, want string }{
		"not a URI": {
			"Validation failed\n\n\"http://user:SECRET@x\" not a valid URI: {{unexpected_uri_scheme,\"http\"},\n" +
				"                                         \"http://user:SECRET@x\"}",
			"Validation failed\na URI is not valid: unexpected_uri_scheme",
		},
		"not a port, and too long for a line": {
			"Validation failed\n\n\"amqp://user:SECRET@h:port\" not a valid URI: {{unable_to_parse_uri,\n" +
				"   {malformed_uri,\n   \"amqp://user:SEC\"\n   \"RET@h:port\",\n   {'EXIT',\n  {badarg,\n  [{erlang,list_to_integer,\n",
			"a URI is not valid: unable_to_parse_uri",
		},
		"a line break in the password": {
			"Validation failed\n\n\"amqp://user:a\nSECRET@h\" not a valid URI: {no_scheme,\n", "a URI is not valid: no_scheme",
		},
		"a list in place of a URI": {
			"Validation failed\n\nuri should be list, actually was #{<<\"a\">> => <<\"SECRET\">>}\n", "uri should be list",
		},
		"one of": {
			"Validation failed\n\nack-mode should be one of [<<\"no-ack\">>,<<\"on-publish\">>,<<\"on-confirm\">>], actually was <<\"SECRET\">>\n",
			"ack-mode should be one of [<<\"no-ack\">>,<<\"on-publish\">>,<<\"on-confirm\">>]",
		},
		"unknown key": {
			"Validation failed\n\nUnrecognised terms [{<<\"nope\">>,<<\"SECRET\">>}] in bad5\n", "Unrecognised terms [{<<\"nope\">>",
		},
		"argument":   {"Validation failed\n\ninvalid arg 'x-expires' in src-queue-args: \"SECRET\"", "invalid arg 'x-expires' in src-queue-args"},
		"both":       {"Validation failed\n\nCannot specify 'src-exchange' and 'src-queue'\n", "Cannot specify 'src-exchange' and 'src-queue'"},
		"no access":  {"Validation failed\n\nuser \"lab\" may not connect to vhost \"gone\"\n", "user \"lab\" may not connect to vhost \"gone\""},
		"never seen": {"SECRET is no good", "left out"},
	} {
		t.Run(name, func(t *testing.T) {
			refusal := &httpapi.Error{Status: 400, Reason: test.reason}
			got := redacted(refusal).Reason
			if strings.Contains(got, "SEC") || strings.Contains(got, "RET") || !strings.Contains(got, test.want) {
				t.Errorf("%q", got)
			}
			if hides := strings.Contains(test.reason, "SEC"); hides != strings.Contains(got, "left out") {
				t.Errorf("it does not say whether something was left out: %q", got)
			}
			if refusal.Reason != test.reason {
				t.Error("the answer itself was changed")
			}
		})
	}
}

func TestAParameterWhosePluginIsNotEnabled(t *testing.T) {
	refusal := reply{Status: 400, Body: `{"error":"bad_request","reason":"Validation failed\n\ncomponent shovel not found\n"}`}
	for _, secret := range []bool{true, false} {
		client, _ := scripted(t, httpapi.Config{}, only(refusal))
		err := client.PutParameter(t.Context(), Parameter{Component: "shovel", Vhost: "/", Name: "s", Value: "x", Secret: secret})
		if !errors.Is(err, ErrNoComponent) || !strings.Contains(err.Error(), "component shovel not found") {
			t.Error(err)
		}
	}
}

func TestParametersOfOpenValuesKeepTheBrokersWords(t *testing.T) {
	client, _ := scripted(t, httpapi.Config{}, only(reply{Status: 400, Body: `{"error":"bad_request","reason":"Validation failed\n\nsomething about 5\n"}`}))
	err := client.PutParameter(t.Context(), Parameter{Component: "mine", Vhost: "/", Name: "s", Value: 5})
	if err == nil || errors.Is(err, ErrNoComponent) || !strings.Contains(err.Error(), "something about 5") {
		t.Error(err)
	}
}
