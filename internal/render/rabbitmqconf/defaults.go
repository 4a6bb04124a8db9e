package rabbitmqconf

import (
	"cmp"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Raft alone decides on which side of a partition work goes on from this version.
var partitionHandlingEnds = loadbalancer.Version{4, 3, 0}

// newestVersion is the last one whose schemas are in keys.tsv.
var newestVersion = loadbalancer.Version{4, 3, 6}

const (
	targetSizeKey = "cluster_formation.target_cluster_size_hint"
	partitionKey  = "cluster_partition_handling"

	epmdPort         = 4369
	distributionPort = 25672
	// Command line tools are nodes too, and nodes connect back to them.
	firstToolPort, lastToolPort = 35672, 35682
)

// withDefaults is c with everything filled in that was left out. It is the only place that knows a default.
func (c Config) withDefaults() Config {
	version, valid := loadbalancer.ParseVersion(c.RabbitMQVersion)
	if n := len(c.Nodes); n > 0 && valid && known(targetSizeKey, version) && !c.sets(targetSizeKey) {
		c.TargetClusterSizeHint = cmp.Or(c.TargetClusterSizeHint, &n)
	}
	if len(c.Nodes) >= 3 && valid && version.OlderThan(partitionHandlingEnds) && !c.sets(partitionKey) {
		c.ClusterPartitionHandling = cmp.Or(c.ClusterPartitionHandling, "pause_minority")
	}
	c.Listeners = slices.Clone(c.Listeners)
	for i, l := range c.Listeners {
		if port := protocolTraits[l.Protocol].port; port != 0 {
			c.Listeners[i].Port = cmp.Or(l.Port, &port)
		}
	}
	if c.Plugins == nil {
		c.Plugins = []string{"rabbitmq_management"}
	}
	c.LimitNOFILE = cmp.Or(c.LimitNOFILE, new(64000))
	c.InterNodeTLS = c.InterNodeTLS.withDefaults()
	return c
}

// sets reports whether a key is among the further settings.
func (c Config) sets(key string) bool {
	_, _, given := c.value(key)
	return given
}
