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
		"as it is":       {func(*Config) {}, ""},
		"patch to come":  {func(c *Config) { c.RabbitMQVersion = "4.3.99" }, ""},
		"series to come": {func(c *Config) { c.RabbitMQVersion = "4.4.0" }, "not known to this version"},
		"two nodes":      {func(c *Config) { c.Nodes = c.Nodes[:2] }, "less available than one"},
		"two nodes with mirrors": {func(c *Config) {
			c.RabbitMQVersion, c.Nodes, c.ClusterPartitionHandling = "3.8.9", c.Nodes[:2], "ignore"
		}, ""},
		"two nodes left alone": {func(c *Config) { c.RabbitMQVersion, c.Nodes = "3.13.7", c.Nodes[:2] }, ""},
		"two nodes that pause": {func(c *Config) {
			c.RabbitMQVersion, c.Nodes, c.ClusterPartitionHandling = "3.8.9", c.Nodes[:2], "pause_minority"
		}, "less available than one"},
		"two nodes with quorums": {func(c *Config) { c.RabbitMQVersion, c.Nodes, c.DefaultQueueType = "3.13.7", c.Nodes[:2], "quorum" }, "less available than one"},
		"two nodes that pause by a setting": {func(c *Config) {
			c.RabbitMQVersion, c.Nodes, c.Settings = "3.8.9", c.Nodes[:2], map[string]string{"cluster_partition_handling": "pause_minority"}
		}, "less available than one"},
		"expression of Erlang": {func(c *Config) {
			c.Settings = map[string]string{"credential_validator.validation_backend": "rabbit_credential_validator_password_regexp", "credential_validator.regexp": "^(?=.*[a-z]).{5}"}
		}, "cannot be judged"},
		"four nodes":         {func(c *Config) { c.Nodes = append(c.Nodes, Node{Name: "rabbit@rabbit4"}) }, "no more nodes than 3"},
		"partitions":         {func(c *Config) { c.ClusterPartitionHandling = "autoheal" }, "no effect"},
		"partitions once":    {func(c *Config) { c.RabbitMQVersion, c.ClusterPartitionHandling = "4.2.5", "autoheal" }, ""},
		"guest":              {func(c *Config) { c.LoopbackUsers = []string{} }, "password of guest"},
		"no guest at all":    {func(c *Config) { c.LoopbackUsers, c.DefaultUser, c.DefaultPass = []string{}, "a", "b" }, ""},
		"proxy":              {func(c *Config) { c.ProxyProtocol = new(true) }, "PROXY header"},
		"no proxy":           {func(c *Config) { c.ProxyProtocol = new(false) }, ""},
		"port of nobody":     {func(c *Config) { c.Nodes, c.DistributionPort = nil, new(25000) }, "there is no node"},
		"variable of nobody": {func(c *Config) { c.Nodes, c.Environment = nil, map[string]string{"PLUGINS_DIR": "/p"} }, "environment stands"},
		"foreign key":        {func(c *Config) { c.Settings, c.Plugins = map[string]string{"my.key": "1"}, []string{"my_plugin"} }, "the schema of my_plugin"},
		"foreign plugin":     {func(c *Config) { c.Plugins = []string{"rabbitmq_managing"} }, "says nothing"},
		"TLS of nobody": {func(c *Config) {
			c.Nodes, c.InterNodeTLS = nil, &InterNodeTLS{CertificateFiles: CertificateFiles{"/a", "/c", "/k"}}
		}, "inter_node_tls stands"},
		"idle key of a node": {func(c *Config) { c.Nodes[2].Settings = map[string]string{"mqtt.vhost": "/"} }, "rabbitmq_mqtt is enabled"},
		"one host":           {func(c *Config) { c.Nodes[1].Name = "hare@rabbit1" }, "rabbit@rabbit1 and hare@rabbit1 are on one host and listen on :25672 both"},
		"one host, one listener": {func(c *Config) {
			c.Listeners = []Listener{{Protocol: "amqp", Port: new(5000)}}
			c.Nodes[1].Name, c.Nodes[1].DistributionPort = "hare@rabbit1", new(25001)
		}, "listen on :5000 both"},
		"one host, other ports": {func(c *Config) {
			c.Nodes[1].Name, c.Nodes[1].DistributionPort = "hare@rabbit1", new(25001)
			c.Nodes[1].Listeners = []Listener{{Protocol: "amqp", Port: new(5001)}}
		}, ""},
		"idle key": {func(c *Config) { c.Settings = map[string]string{"mqtt.vhost": "/"} }, "rabbitmq_mqtt is enabled"},
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
