package rabbitmqconf

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestHasSecret(t *testing.T) {
	c := valid()
	if mustResolve(t, c).HasSecret() {
		t.Error("there is none")
	}
	c.SensitiveSettings = map[string]string{"ssl_options.password": "sesame"}
	resolved := mustResolve(t, c)
	if !resolved.HasSecret() {
		t.Error("there is one")
	}
	all := resolved.Files().byName()
	delete(all, "rabbitmq.conf")
	if text := strings.Join(slices.Collect(maps.Values(all)), ""); strings.Contains(text, "sesame") {
		t.Error("a secret in another file than rabbitmq.conf")
	}
}

func TestPorts(t *testing.T) {
	numbers := func(c Config) (all []int) {
		for _, p := range mustResolve(t, c).Ports() {
			all = append(all, p.Port)
		}
		return all
	}
	for name, test := range map[string]struct {
		config Config
		want   []int
	}{
		"default": {valid(), []int{4369, 5672, 15672, 25672, 35672}},
		"plugins": {Config{RabbitMQVersion: "4.3.6", DistributionPort: new(1), Plugins: []string{"rabbitmq_web_mqtt", "rabbitmq_stomp", "rabbitmq_stream_management"}},
			[]int{1, 1883, 4369, 5552, 5672, 15672, 15675, 35672, 61613}},
		"everything": {golden["everything"], []int{443, 4369, 5551, 5670, 5671, 8883, 15692, 25000, 35672}},
	} {
		if got := numbers(test.config); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}
