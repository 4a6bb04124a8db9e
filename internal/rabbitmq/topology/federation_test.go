package topology

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// said is every problem in one line, such as "max_hops: max_hops cannot be 0".
func said(problems []Problem) string {
	lines := make([]string, len(problems))
	for i, problem := range problems {
		lines[i] = problem.Attribute + ": " + problem.Summary
		if problem.Warning {
			lines[i] = "warning " + lines[i]
		}
	}
	return strings.Join(lines, "; ")
}

func brokerOf(t *testing.T, version string) capability.Broker {
	t.Helper()
	parsed, err := capability.ParseVersion(version)
	if err != nil {
		t.Fatal(err)
	}
	return capability.Of(parsed)
}

func TestParameterKeysAreDescribed(t *testing.T) {
	for table, keys := range map[string][]ParameterKey{
		"federation": FederationKeys(), "shovel": ShovelKeys(), "source": ShovelSourceKeys(), "destination": ShovelDestinationKeys(),
	} {
		names, attributes := map[string]bool{}, map[string]bool{}
		for _, key := range keys {
			if names[key.Name] || attributes[key.Attribute] {
				t.Errorf("%s: %s (%s) is there twice", table, key.Name, key.Attribute)
			}
			names[key.Name], attributes[key.Attribute] = true, true
			if !strings.HasSuffix(key.Description, ".") || strings.Count(key.Description, "`")%2 != 0 {
				t.Errorf("%s: %s is described as %q", table, key.Name, key.Description)
			}
			for protocol := range key.Protocols {
				if _, ok := key.under(protocol); !ok || len(key.Protocols) == 0 {
					t.Errorf("%s: %s has the unknown protocol %q", table, key.Name, protocol)
				}
			}
		}
	}
}

func TestFederationUpstreamsThatNoBrokerTakes(t *testing.T) {
	good := []string{"amqp://"}
	for name, test := range map[string]struct {
		uris          []string
		values, other map[string]any
		want          string
	}{
		"minimal":              {good, nil, nil, ""},
		"URIs not known yet":   {nil, nil, nil, ""},
		"no URI":               {[]string{}, nil, nil, "uris: There is no URI"},
		"all keys":             {good, map[string]any{"exchange": "e", "max-hops": int64(2), "trust-user-id": true, "ack-mode": "no-ack", "queue-type": Unknown}, nil, ""},
		"no hop":               {good, map[string]any{"max-hops": int64(0)}, nil, "max_hops: max_hops cannot be 0"},
		"lives not at all":     {good, map[string]any{"expires": int64(0)}, nil, "expires: expires cannot be 0"},
		"prefetch too great":   {good, map[string]any{"prefetch-count": int64(65_536)}, nil, "prefetch_count: prefetch_count cannot be 65536"},
		"negative delay":       {good, map[string]any{"reconnect-delay": int64(-1)}, nil, "reconnect_delay: reconnect_delay cannot be -1"},
		"unknown word":         {good, map[string]any{"ack-mode": "on_confirm"}, nil, `ack_mode: ack_mode cannot be "on_confirm"`},
		"stream in between":    {good, map[string]any{"queue-type": "stream"}, nil, `queue_type: queue_type cannot be "stream"`},
		"attribute as JSON":    {good, nil, map[string]any{"max-hops": 1}, "definition_json: max-hops is the attribute max_hops"},
		"URI as JSON":          {good, nil, map[string]any{"uri": "amqp://"}, "definition_json: uri is the attribute uris"},
		"misspelt":             {good, nil, map[string]any{"max_hops": 1}, "definition_json: Unknown key max_hops: did you mean max-hops?"},
		"of a newer RabbitMQ":  {good, nil, map[string]any{"something-else-entirely": 1}, ""},
		"the same URI twice":   {[]string{"amqp://a", "amqp://a"}, nil, nil, "warning uris[1]: URI 2 is the same as URI 1"},
		"second URI is no URI": {[]string{"amqp://a", "rabbit1:5672"}, nil, nil, "uris[1]: URI 2 is not an AMQP URI"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(CheckFederationUpstream(test.uris, test.values, test.other)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestFederationKeysOfVersions(t *testing.T) {
	values := map[string]any{"queue-type": "quorum", "ha-policy": "all", "channel-use-mode": "single", "resource-cleanup-mode": "never", "max-hops": int64(1)}
	for version, want := range map[string]string{
		"3.8.3":  "resource_cleanup_mode queue_type channel_use_mode",
		"3.8.9":  "queue_type channel_use_mode",
		"3.8.13": "queue_type",
		"3.10.8": "queue_type",
		"3.13.0": "queue_type",
		"3.13.1": "ha_policy",
		"4.3.6":  "ha_policy",
	} {
		var got []string
		for _, problem := range CheckFederationUpstreamOn(values, brokerOf(t, version)) {
			got = append(got, problem.Attribute)
			if want := "RabbitMQ " + version + " has no " + problem.Attribute; problem.Summary != want {
				t.Errorf("%q, want %q", problem.Summary, want)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}

func TestUpstreamSets(t *testing.T) {
	upstreams := []UpstreamInSet{
		{Name: "a"},
		{Name: "b", Values: map[string]any{"max-hops": int64(-1), "queue-type": "quorum"}, Other: map[string]any{"upstream": "c"}},
	}
	problems := CheckUpstreamSet("all", upstreams)
	want := `name: The upstream set "all" is the broker's own; upstream: max_hops cannot be -1; upstream: upstream is the attribute name`
	if got := said(problems); got != want || !strings.Contains(problems[1].Detail, `upstream "b"`) {
		t.Errorf("%s\n%+v", got, problems)
	}
	if got := said(CheckUpstreamSetOn(upstreams, brokerOf(t, "3.10.8"))); got != "upstream: RabbitMQ 3.10.8 has no queue_type" {
		t.Error(got)
	}
	if got := said(CheckUpstreamSetOn(upstreams, brokerOf(t, "4.3.6"))); got != "" {
		t.Error(got)
	}
}
