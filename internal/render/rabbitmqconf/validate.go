package rabbitmqconf

import (
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// validator is the shared one with the rules for nodes.
type validator struct {
	loadbalancer.Validator
	version loadbalancer.Version // nil where it is not known
}

// config checks a Config with its defaults.
func (v *validator) config(c Config) {
	version, ok := loadbalancer.ParseVersion(c.RabbitMQVersion)
	switch {
	case !ok:
		v.Add(field("rabbitmq_version"), "Invalid RabbitMQ version", fmt.Sprintf("%q is not a version such as 4.3.6.", c.RabbitMQVersion))
	case version.OlderThan(oldestVersion):
		v.Add(field("rabbitmq_version"), "RabbitMQ version too old", fmt.Sprintf("The keys of RabbitMQ %s are not known. %s is the oldest one supported.",
			c.RabbitMQVersion, dotted(oldestVersion)))
	default:
		v.version = version
	}
	v.nodes(c)
	v.values(c)
	v.listeners(c)
	v.plugins(c)
	v.tls(c)
	v.interNode(c)
	v.environment(c)
	v.terms(c)
	v.entries(c)
}

var (
	oldestVersion = loadbalancer.Version{3, 8, 0}

	nodeForm    = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$`)
	featureForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	// A user's name stands in a key, and in the classic file inside quotes.
	userForm   = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,255}$`)
	shareForm  = regexp.MustCompile(`^[0-9]{1,4}\.[0-9]{1,9}$`)
	wholeForm  = regexp.MustCompile(`^(0+\.[0-9]+|0*1\.0+)$`)
	amountOf   = regexp.MustCompile(`^[0-9]{1,15}(k|kiB|M|MiB|G|GiB|kB|MB|GB)?$`)
	zeroAmount = regexp.MustCompile(`^[0.]+([^0-9.]|$)`)
)

func (v *validator) nodes(c Config) {
	seen := map[string]bool{}
	for i, n := range c.Nodes {
		at := field("node").Item(i)
		switch {
		case !nodeForm.MatchString(n.Name):
			v.Add(at.Field("name"), "Invalid node name", fmt.Sprintf("%q is not NAME@HOST, such as rabbit@rabbit1.", n.Name))
		case seen[n.Name]:
			v.Add(at.Field("name"), "Node given twice", fmt.Sprintf("%s is in the list already.", n.Name), field("node"))
		case n.long() != c.Nodes[0].long() && nodeForm.MatchString(c.Nodes[0].Name):
			v.Add(at.Field("name"), "Short and long names together", fmt.Sprintf(
				"Nodes with short names, without a dot in the host, and with long ones do not reach each other; %s and %s are one of each.",
				c.Nodes[0].Name, n.Name), field("node").Item(0).Field("name"))
		}
		seen[n.Name] = true
		if _, err := netip.ParseAddr(n.Address); n.Address != "" && (err != nil || strings.Contains(n.Address, "%")) {
			v.Add(at.Field("address"), "Invalid address", fmt.Sprintf("%q is not an IPv4 or IPv6 address.", n.Address))
		}
	}
	v.AtLeast(field("target_cluster_size_hint"), c.TargetClusterSizeHint, 1)
}

func (v *validator) values(c Config) {
	v.OneOf(field("cluster_partition_handling"), c.ClusterPartitionHandling, PartitionHandlings)
	v.OneOf(field("default_queue_type"), c.DefaultQueueType, QueueTypes)
	v.Between(field("heartbeat"), c.Heartbeat, 0, 65535)
	v.Between(field("channel_max"), c.ChannelMax, 0, 65535)
	v.Port(c.at(field("distribution_port")), c.DistributionPort)
	v.AtLeast(field("limit_nofile"), c.LimitNOFILE, 1024)
	v.amount("vm_memory_high_watermark", c.VMMemoryHighWatermark)
	v.amount("disk_free_limit", c.DiskFreeLimit)
	if s := c.VMMemoryHighWatermark; shareForm.MatchString(s) && !wholeForm.MatchString(s) {
		v.Add(field("vm_memory_high_watermark"), "Share above one", fmt.Sprintf("%s is more than the whole memory.", s))
	}
	switch {
	case c.DefaultUser != "" && c.DefaultPass == "":
		v.Add(field("default_user"), "User without a password", "Set default_pass too, or neither.", field("default_pass"))
	case c.DefaultUser == "" && c.DefaultPass != "":
		v.Add(field("default_pass"), "Password without a user", "Set default_user too, or neither.", field("default_user"))
	}
	for i, user := range c.LoopbackUsers {
		at := field("loopback_users").Item(i)
		if !userForm.MatchString(user) {
			v.Add(at, "Invalid user name", fmt.Sprintf("%q cannot be a part of a key: use letters, digits, hyphens, underscores and dots.", user))
		} else if slices.Contains(c.LoopbackUsers[:i], user) {
			v.Add(at, "User given twice", fmt.Sprintf("%q is in the list already.", user), field("loopback_users"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.DeprecatedFeatures)) {
		if !featureForm.MatchString(name) {
			v.Add(element("deprecated_features", name), "Invalid feature name", fmt.Sprintf("%q is not a name such as transient_nonexcl_queues.", name))
		}
	}
}

// amount checks a share of the memory, which has a decimal point, or an amount of bytes.
func (v *validator) amount(name, value string) {
	switch {
	case value == "":
	case shareForm.MatchString(value) && !zeroAmount.MatchString(value):
	case amountOf.MatchString(value) && !zeroAmount.MatchString(value):
		if len(value) < 4 && strings.Trim(value, "0123456789") == "" {
			v.Add(field(name), "Amount too small", fmt.Sprintf(
				"%s means so many bytes. A share of the memory has a decimal point and stands in quotes, such as \"1.0\".", value))
		}
	default:
		v.Add(field(name), "Invalid amount", fmt.Sprintf(
			"%q is neither a share of the memory with a decimal point, such as 0.6, nor an amount such as 4GB (k, M, G, kB, MB, GB, kiB, MiB, GiB).", value))
	}
}
