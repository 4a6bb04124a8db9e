package clientsettings

import (
	"cmp"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// The versions at which what is written changes.
var (
	firstCelery       = loadbalancer.Version{4, 0, 0}
	cancelsTasks      = loadbalancer.Version{5, 1, 0}
	retriesOnStartup  = loadbalancer.Version{5, 3, 0}
	knowsQuorum       = loadbalancer.Version{5, 5, 0}
	exclusiveControl  = loadbalancer.Version{5, 6, 0}
	withoutMirroring  = loadbalancer.Version{4, 0, 0}
	withoutTransients = loadbalancer.Version{4, 3, 0}
)

// newestCelery is the last one whose settings are known.
const newestCelery = "5.6"

// defaultPasswordEnv is what the examples read the password from, which they never hold.
const defaultPasswordEnv = "RABBITMQ_PASSWORD"

// withDefaults is c with everything filled in that was left out. It is the only place that knows a default. It does not
// look at the old settings, see takeOldSettings.
func (c Config) withDefaults() Config {
	c.CeleryVersion = cmp.Or(c.CeleryVersion, newestCelery)
	c.CeleryNames = cmp.Or(c.CeleryNames, NamesNew)
	c.Vhost = cmp.Or(c.Vhost, "/")
	c.Endpoints = slices.Clone(c.Endpoints)
	for i := range c.Endpoints {
		c.Endpoints[i].Port = cmp.Or(c.Endpoints[i].Port, new(c.defaultPort()))
	}
	if c.TLS != nil {
		tls := *c.TLS
		tls.Verify = cmp.Or(tls.Verify, new(true))
		if len(c.Endpoints) == 1 {
			tls.ServerName = cmp.Or(tls.ServerName, c.Endpoints[0].Address)
		}
		c.TLS = &tls
	}
	c.Heartbeat = cmp.Or(c.Heartbeat, new(60))
	c.PoolLimit = cmp.Or(c.PoolLimit, new(10))
	c.FailoverStrategy = cmp.Or(c.FailoverStrategy, FailoverRoundRobin)
	if c.celeryKnows(knowsQuorum) {
		c.QueueType = cmp.Or(c.QueueType, QueueQuorum)
	}
	c.QueueType = cmp.Or(c.QueueType, QueueClassic)
	c.AcksLate = cmp.Or(c.AcksLate, new(true))
	c.RejectOnWorkerLost = cmp.Or(c.RejectOnWorkerLost, new(*c.AcksLate))
	c.ConfirmPublish = cmp.Or(c.ConfirmPublish, new(true))
	return c
}

func (c Config) defaultPort() int {
	protocol := loadbalancer.ProtocolAMQP
	if c.TLS != nil {
		protocol = loadbalancer.ProtocolAMQPS
	}
	return loadbalancer.TraitsOf(protocol).Port
}

// celeryKnows reports whether every Celery that reads the settings has what came with a version.
func (c Config) celeryKnows(since loadbalancer.Version) bool {
	v, known := loadbalancer.ParseVersion(c.CeleryVersion)
	return known && !v.OlderThan(since)
}

// brokerFrom reports whether the clients are known to meet a broker of a version or a later one.
func (c Config) brokerFrom(version loadbalancer.Version) bool {
	v, known := loadbalancer.ParseVersion(c.RabbitMQVersion)
	return known && !v.OlderThan(version)
}
