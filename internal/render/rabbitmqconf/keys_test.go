package rabbitmqconf

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

func TestKeyTable(t *testing.T) {
	lines := 0
	for line := range strings.Lines(keyTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 5 {
			t.Fatalf("%q has no five columns", line)
		}
		from, ok := loadbalancer.ParseVersion(columns[1])
		before, bounded := loadbalancer.ParseVersion(columns[2])
		if !ok || bounded != (columns[2] != "") || bounded && !from.OlderThan(before) || columns[3] == "" || columns[4] == "" {
			t.Errorf("%q is no run of versions", line)
		}
		if !known(strings.ReplaceAll(columns[0], "$", ""), from) {
			t.Errorf("%s is not found", columns[0])
		}
	}
	if lines < 1000 {
		t.Errorf("only %d lines", lines)
	}
}

func TestKnown(t *testing.T) {
	for _, test := range []struct {
		key, version string
		want         bool
	}{
		{"heartbeat", "3.8.0", true},
		{"heartbeat", "9.0", true},
		{"heartbeats", "4.3.6", false},
		{"cluster_formation.target_cluster_size_hint", "3.8.23", false},
		{"cluster_formation.target_cluster_size_hint", "3.8.24", true},
		{"cluster_formation.target_cluster_size_hint", "3.9.8", false},
		{"cluster_formation.target_cluster_size_hint", "3.9.9-1", true},
		{"cluster_formation.randomized_startup_delay_range.min", "3.13.7", true},
		{"cluster_formation.randomized_startup_delay_range.min", "4.0", false},
		{"default_queue_type", "3.10.8", false},
		{"default_queue_type", "3.13.2", false},
		{"default_queue_type", "3.13.3", true},
		{"amqp1_0.default_user", "4.0.5", false},
		{"ssl_options.versions.7", "4.3.5", true},
		{"ssl_options.versions.7.x", "4.3.5", false},
		{`loopback_users.j\.doe`, "3.8.9", true},
		{"loopback_users.j.doe", "3.8.9", false},
		{"x", "4.3.5", false},
	} {
		v, _ := loadbalancer.ParseVersion(test.version)
		if got := known(test.key, v); got != test.want {
			t.Errorf("%s in %s: got %t", test.key, test.version, got)
		}
	}
}

func TestSimilar(t *testing.T) {
	v := loadbalancer.Version{4, 3, 6}
	for key, want := range map[string]string{
		"heartbeats": "heartbeat", "proxy_protokol": "proxy_protocol", "clustername": "cluster_name", "nothing.like.it": "",
		"cluster_formation.randomised_startup_delay_range.min": "",
	} {
		if got := similar(key, v); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}
