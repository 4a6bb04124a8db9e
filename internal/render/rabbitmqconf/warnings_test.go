package rabbitmqconf

import (
	"strings"
	"testing"
)

func TestWarnings(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"as it is":        {func(*Config) {}, ""},
		"patch to come":   {func(c *Config) { c.RabbitMQVersion = "4.3.99" }, ""},
		"series to come":  {func(c *Config) { c.RabbitMQVersion = "4.4.0" }, "not known to this version"},
		"two nodes":       {func(c *Config) { c.Nodes = c.Nodes[:2] }, "less available than one"},
		"four nodes":      {func(c *Config) { c.Nodes = append(c.Nodes, Node{Name: "rabbit@rabbit4"}) }, "no more nodes than 3"},
		"partitions":      {func(c *Config) { c.ClusterPartitionHandling = "autoheal" }, "no effect"},
		"partitions once": {func(c *Config) { c.RabbitMQVersion, c.ClusterPartitionHandling = "4.2.5", "autoheal" }, ""},
		"guest":           {func(c *Config) { c.LoopbackUsers = []string{} }, "password of guest"},
		"no guest at all": {func(c *Config) { c.LoopbackUsers, c.DefaultUser, c.DefaultPass = []string{}, "a", "b" }, ""},
		"proxy":           {func(c *Config) { c.ProxyProtocol = new(true) }, "PROXY header"},
		"no proxy":        {func(c *Config) { c.ProxyProtocol = new(false) }, ""},
		"port of nobody":  {func(c *Config) { c.Nodes, c.DistributionPort = nil, new(25000) }, "there is no node"},
		"foreign key":     {func(c *Config) { c.Settings, c.Plugins = map[string]string{"my.key": "1"}, []string{"my_plugin"} }, "the schema of my_plugin"},
		"foreign plugin":  {func(c *Config) { c.Plugins = []string{"rabbitmq_managing"} }, "says nothing"},
		"idle key":        {func(c *Config) { c.Settings = map[string]string{"mqtt.vhost": "/"} }, "rabbitmq_mqtt is enabled"},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			test.change(&c)
			got := strings.Join(mustResolve(t, c).Warnings(), "\n")
			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
