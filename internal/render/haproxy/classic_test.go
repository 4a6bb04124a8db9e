package haproxy

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// classic is the two-node file that many installations began with, said in today's words.
func classic() Config {
	return Config{
		Daemon:     true,
		Redispatch: new(false),
		// No timeout at all is what the old file had; this is the longest HAProxy takes without a warning.
		Timeouts: loadbalancer.Timeouts{TimeoutClient: "24d", TimeoutServer: "24d"},
		Listeners: []Listener{{
			Listener: loadbalancer.Listener{
				Name: "rabbitmq", Balance: "roundrobin",
				Binds:                []loadbalancer.Bind{{Address: "0.0.0.0", Port: new(56720)}},
				OnMarkedDownShutdown: new(false),
				SlowStart:            "0",
				Servers: []loadbalancer.Server{
					{Name: "rabbit1", Address: "172.16.21.144", CheckDownInterval: "500"},
					{Name: "rabbit2", Address: "172.16.21.145"},
				},
			},
			Check: Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckTCP, Interval: "2000"}},
		}},
	}
}

const classicByHand = `
global
    maxconn 4096
    daemon

defaults
    mode http
    option dontlognull
    timeout connect 5s
    timeout client 24d
    timeout server 24d

listen rabbitmq
    bind 0.0.0.0:56720
    mode tcp
    balance roundrobin
    option tcpka
    server rabbit1 172.16.21.144:5672 check inter 2000 downinter 500
    server rabbit2 172.16.21.145:5672 check inter 2000
`

func TestClassicMeansTheSame(t *testing.T) {
	got, want := meaning(mustRender(t, classic())), meaning(classicByHand)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	first, second := got["rabbitmq server rabbit1"], got["rabbitmq server rabbit2"]
	if !slices.Contains(first, "downinter 500") || slices.ContainsFunc(second, func(s string) bool { return strings.HasPrefix(s, "downinter") }) {
		t.Errorf("downinter belongs to the first server only: %q, %q", first, second)
	}
}

// meaning reduces a file to the settings in force: the defaults are folded into the listener, default-server
// into its servers, and what HAProxy does anyway is dropped.
func meaning(text string) map[string][]string {
	ownDefaults := []string{"retries 3", "rise 2", "fall 3"}
	settings, defaults, defaultServer := map[string][]string{}, []string{}, []string{}
	section := ""
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0, words[0] == "description":
		case line[0] != ' ':
			section = words[len(words)-1]
			if section != "global" && section != "defaults" {
				settings[section] = slices.Clone(defaults)
			}
		case section == "defaults":
			defaults = append(defaults, strings.Join(words, " "))
		case words[0] == "default-server":
			defaultServer = pairs(words[1:])
		case words[0] == "server":
			key := section + " server " + words[1]
			settings[key] = override(defaultServer, append(pairs(words[4:]), words[2]+" "+words[3]), ownDefaults)
		default:
			settings[section] = override(settings[section], []string{strings.Join(words, " ")}, ownDefaults)
		}
	}
	return settings
}

// override lets the settings of over replace those of base that have the same keyword and takes one value each.
func override(base, over, drop []string) []string {
	all := slices.Clone(base)
	for _, s := range over {
		keyword, _, _ := strings.Cut(s, " ")
		if keyword != "option" && keyword != "timeout" {
			all = slices.DeleteFunc(all, func(b string) bool { return strings.HasPrefix(b, keyword+" ") })
		}
		all = append(all, s)
	}
	all = slices.DeleteFunc(all, func(s string) bool { return slices.Contains(drop, s) })
	slices.Sort(all)
	return all
}

func pairs(words []string) []string {
	var joined []string
	for pair := range slices.Chunk(words, 2) {
		joined = append(joined, strings.Join(pair, " "))
	}
	return joined
}
