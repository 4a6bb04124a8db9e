package clientsettings

import (
	"reflect"
	"strings"
	"testing"
)

func TestValidateAccepts(t *testing.T) {
	for name, c := range map[string]Config{
		"without a user": withURLs(Config{Endpoints: []Endpoint{{Address: "::1"}}}),
		"same host":      withURLs(Config{Endpoints: []Endpoint{{Address: "h", Port: new(5672)}, {Address: "h", Port: new(5673)}}}),
		"old Celery":     withURLs(Config{CeleryVersion: "4.0", Endpoints: three()}),
		"all zero":       withURLs(Config{Endpoints: three(), Heartbeat: new(0), PoolLimit: new(0), PrefetchMultiplier: new(0)}),
	} {
		if _, problems := Resolve(c); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestValidateRefuses(t *testing.T) {
	for _, test := range []struct {
		path, says string
		change     func(*Config)
	}{
		{"celery_version", "not a version", func(c *Config) { c.CeleryVersion = "latest" }},
		{"celery_version", "from 4.0 on", func(c *Config) { c.CeleryVersion = "3.1.26" }},
		{"rabbitmq_version", "not a version", func(c *Config) { c.RabbitMQVersion = "four" }},
		{"celery_names", "none of new, old, django", func(c *Config) { c.CeleryNames = "upper" }},
		{"endpoint", "need an address", func(c *Config) { c.Endpoints = nil }},
		{"endpoint[0].address", "Use the part after the @", func(c *Config) { c.Endpoints[0].Address = "rabbit@rabbit1" }},
		{"endpoint[0].address", "host name", func(c *Config) { c.Endpoints[0].Address = "amqp://h" }},
		{"endpoint[0].port", "65535", func(c *Config) { c.Endpoints[0].Port = new(0) }},
		{"endpoint[1]", "endpoint[0] already", func(c *Config) {
			c.Endpoints = []Endpoint{{Address: "H", Port: new(5672)}, {Address: "h", Port: new(5672)}}
		}},
		{"endpoint[1].port", "port is not known", func(c *Config) { c.Endpoints = []Endpoint{{Address: "a", Port: new(5673)}, {Address: "b"}} }},
		{"endpoint[1]", "endpoint[0] already", func(c *Config) { c.Endpoints = []Endpoint{{Address: "::1"}, {Address: "0:0::1"}} }},
		{"username", "guest", func(c *Config) { c.Password = "" }},
		{"password", "without a user name", func(c *Config) { c.Username = "" }},
		{"password_env", "without a user name", func(c *Config) { c.Username, c.Password, c.PasswordEnv = "", "", "P" }},
		{"password_env", "either", func(c *Config) { c.PasswordEnv = "P" }},
		{"password_env", "bare name", func(c *Config) { c.Password, c.PasswordEnv = "", "${P}" }},
		{"tls.certificate_file", "key_file too", func(c *Config) { c.TLS = &TLS{CertificateFile: "/c"} }},
		{"tls.key_file", "certificate_file too", func(c *Config) { c.TLS = &TLS{KeyFile: "/k"} }},
		{"tls.ca_file", "line break", func(c *Config) { c.TLS = &TLS{CAFile: "/c\n"} }},
		{"tls.server_name", "host name", func(c *Config) { c.TLS = &TLS{ServerName: "a b"} }},
		{"heartbeat", "65535", func(c *Config) { c.Heartbeat = new(65536) }},
		{"connection_timeout", "from 1", func(c *Config) { c.ConnectionTimeout = new(0) }},
		{"connection_max_retries", "from 1", func(c *Config) { c.ConnectionMaxRetries = new(0) }},
		{"pool_limit", "from 0", func(c *Config) { c.PoolLimit = new(-1) }},
		{"failover_strategy", "shuffle", func(c *Config) { c.FailoverStrategy = "random" }},
		{"queue_type", "quorum, classic", func(c *Config) { c.QueueType = "stream" }},
		{"queue_type", "540", func(c *Config) { c.QueueType, c.CeleryVersion = QueueQuorum, "5.4.0" }},
		{"default_queue", "255 bytes", func(c *Config) { c.DefaultQueue = strings.Repeat("q", 256) }},
		{"default_queue", "amq.", func(c *Config) { c.DefaultQueue = "amq.tasks" }},
		{"reject_on_worker_lost", "acks_late", func(c *Config) { c.AcksLate, c.RejectOnWorkerLost = new(false), new(true) }},
		{"max_tasks_per_child", "from 1", func(c *Config) { c.MaxTasksPerChild = new(0) }},
		{"prefetch_multiplier", "from 0", func(c *Config) { c.PrefetchMultiplier = new(-1) }},
		{"old_settings", "CELERY_ACKS_LATE takes", func(c *Config) { c.OldSettings = map[string]string{"CELERY_ACKS_LATE": "sesame"} }},
		{"heartbeat", "65535", func(c *Config) { c.OldSettings = map[string]string{"BROKER_HEARTBEAT": "-1"} }},
	} {
		t.Run(test.path+" "+test.says, func(t *testing.T) {
			c := valid()
			test.change(&c)
			resolved, problems := Resolve(c)
			if len(problems) != 1 || problems[0].Path.String() != test.path || !strings.Contains(problems[0].Error(), test.says) ||
				strings.Contains(problems[0].Error(), "sesame") {
				t.Fatalf("got %v", problems)
			}
			if !reflect.DeepEqual(resolved, Resolved{}) {
				t.Error("there is something to render all the same")
			}
		})
	}
}
