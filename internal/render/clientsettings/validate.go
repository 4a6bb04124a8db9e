package clientsettings

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// maxHeartbeat is the most that AMQP 0-9-1 can say, in seconds.
const maxHeartbeat = 65535

// maxQueueName is the longest name of a queue, in bytes.
const maxQueueName = 255

var environmentName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// validate checks a Config with its defaults. Asked is the QueueType that was given.
func (c Config) validate(v *loadbalancer.Validator, asked string) {
	root := loadbalancer.Path{}
	c.celery(v, asked)
	v.RabbitMQVersion(root.Field("rabbitmq_version"), c.RabbitMQVersion)
	c.endpoints(v, root.Field("endpoint"))
	c.credentials(v)
	if c.TLS != nil {
		c.TLS.validate(v, root.Field("tls"))
	}
	v.Between(root.Field("heartbeat"), c.Heartbeat, 0, maxHeartbeat)
	v.AtLeast(root.Field("connection_timeout"), c.ConnectionTimeout, 1)
	v.AtLeast(root.Field("connection_max_retries"), c.ConnectionMaxRetries, 1)
	v.AtLeast(root.Field("pool_limit"), c.PoolLimit, 0)
	v.OneOf(root.Field("failover_strategy"), c.FailoverStrategy, FailoverStrategies)
	v.AtLeast(root.Field("max_tasks_per_child"), c.MaxTasksPerChild, 1)
	v.AtLeast(root.Field("prefetch_multiplier"), c.PrefetchMultiplier, 0)
}

func (c Config) celery(v *loadbalancer.Validator, asked string) {
	root := loadbalancer.Path{}
	version, queueType := root.Field("celery_version"), root.Field("queue_type")
	v.OneOf(root.Field("celery_names"), c.CeleryNames, Names)
	if parsed, ok := loadbalancer.ParseVersion(c.CeleryVersion); !ok || parsed.OlderThan(firstCelery) {
		v.Add(version, "Invalid Celery version", fmt.Sprintf("%q is not a version from 4.0 on, such as 5.6.3.", c.CeleryVersion))
		return
	}
	if v.OneOf(queueType, c.QueueType, QueueTypes) && asked == QueueQuorum && !c.celeryKnows(knowsQuorum) {
		v.Add(queueType, "Celery too old for quorum queues", fmt.Sprintf("Celery %s limits its workers in a way (global QoS) that quorum queues refuse before RabbitMQ 4.3: "+
			"workers end with 540 NOT_IMPLEMENTED. Celery 5.5 and later know quorum queues; upgrade, or set queue_type = \"classic\".", c.CeleryVersion), version)
	}
	name := root.Field("default_queue")
	switch {
	case len(c.DefaultQueue) > maxQueueName:
		v.Add(name, "Name too long", fmt.Sprintf("The name of a queue has at most %d bytes, and this one has %d.", maxQueueName, len(c.DefaultQueue)))
	case strings.HasPrefix(c.DefaultQueue, "amq."):
		v.Add(name, "Reserved name", `Names that begin with "amq." belong to the broker, which refuses to declare such a queue.`)
	}
	reject := root.Field("reject_on_worker_lost")
	if *c.RejectOnWorkerLost && !*c.AcksLate {
		v.Add(reject, "No task to give back", "A task that is acknowledged before it runs is gone when its process dies. Set acks_late = true, or leave this out.", root.Field("acks_late"))
	}
}

func (c Config) endpoints(v *loadbalancer.Validator, at loadbalancer.Path) {
	if len(c.Endpoints) == 0 {
		v.Add(at, "No endpoint", "Clients need an address: give one endpoint with the virtual address, or one for each node.")
	}
	first := map[string]loadbalancer.Path{}
	for i, e := range c.Endpoints {
		here := at.Item(i)
		v.ServerAddress(here.Field("address"), e.Address)
		v.Port(here.Field("port"), e.Port)
		key := fmt.Sprintf("%s %d", canonical(e.Address), *e.Port)
		if taken, found := first[key]; found {
			v.Add(here, "Endpoint given twice", fmt.Sprintf("%s already has this address and port, and a second attempt there finds nothing else.", taken), taken)
			continue
		}
		first[key] = here
	}
}

// canonical is the same text for two spellings of an address.
func canonical(address string) string {
	if ip, err := netip.ParseAddr(address); err == nil {
		return ip.String()
	}
	return strings.ToLower(address)
}

func (c Config) credentials(v *loadbalancer.Validator) {
	root := loadbalancer.Path{}
	username, password, env := root.Field("username"), root.Field("password"), root.Field("password_env")
	if c.PasswordEnv != "" && !environmentName.MatchString(c.PasswordEnv) {
		v.Add(env, "Invalid name of an environment variable", "Give the bare name, letters, digits and underscores, without $ or braces.")
	}
	switch {
	case c.Password != "" && c.PasswordEnv != "":
		v.Add(env, "Two passwords", "Give either password or password_env.", password)
	case c.Username == "" && c.Password != "":
		v.Add(password, "Password without a user name", "Set username too, or neither.", username)
	case c.Username == "" && c.PasswordEnv != "":
		v.Add(env, "Password without a user name", "Set username too, or neither.", username)
	case c.Username != "" && c.Password == "" && c.PasswordEnv == "":
		v.Add(username, "User name without a password", "Set password or password_env too: without one, clients take the password guest.", password, env)
	}
}

func (t TLS) validate(v *loadbalancer.Validator, at loadbalancer.Path) {
	v.Text(at.Field("ca_file"), t.CAFile)
	certificate, key := at.Field("certificate_file"), at.Field("key_file")
	v.Text(certificate, t.CertificateFile)
	v.Text(key, t.KeyFile)
	switch {
	case t.CertificateFile != "" && t.KeyFile == "":
		v.Add(certificate, "Certificate without its key", "Set key_file too, or neither.", key)
	case t.CertificateFile == "" && t.KeyFile != "":
		v.Add(key, "Key without its certificate", "Set certificate_file too, or neither.", certificate)
	}
	if _, err := netip.ParseAddr(t.ServerName); t.ServerName != "" && err != nil && !loadbalancer.IsHostName(t.ServerName) {
		v.Add(at.Field("server_name"), "Invalid name of a server", "Give a host name or an IP address as the brokers' certificates have it.")
	}
}
