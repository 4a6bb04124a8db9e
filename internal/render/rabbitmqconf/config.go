package rabbitmqconf

// Config describes the nodes of one cluster. An empty string, a nil pointer, list or map means "not given"; unless a
// default is named, the broker's own then holds and nothing is written.
type Config struct {
	// RabbitMQVersion is the version that will read the files, such as 4.3.6; it must be given. While a cluster is
	// upgraded node by node, give the oldest.
	RabbitMQVersion string
	// ClusterName is what the cluster calls itself. The broker takes the first node's name.
	ClusterName string
	// Nodes are the members that find each other at their first boot. Without one nothing is said of a cluster.
	Nodes []Node
	// TargetClusterSizeHint is how many members the finished cluster has, at least 1. Default is the number of Nodes,
	// where the version knows the key (3.8.24, 3.9.9 and later).
	TargetClusterSizeHint *int
	// ClusterPartitionHandling is one of PartitionHandlings. Default pause_minority for three nodes or more before
	// RabbitMQ 4.3, which no longer has a use for it.
	ClusterPartitionHandling string

	// DefaultUser and DefaultPass make the first boot create this administrator instead of guest; both or neither.
	DefaultUser, DefaultPass string
	// DefaultQueueType is the type of queues declared without one: classic, quorum or stream. 3.12.14, 3.13.3 and later.
	DefaultQueueType string
	// LoopbackUsers may log in from the node's own machine only. Nil is the broker's default, guest; empty is nobody.
	LoopbackUsers []string
	// DeprecatedFeatures says by name which may still be used. 3.13 and later.
	DeprecatedFeatures map[string]bool
	// Heartbeat is what the broker proposes to clients, in seconds, 0 to 65535; 0 means none. The broker's is 60.
	Heartbeat *int
	// ChannelMax is the number of channels on one connection, 0 to 65535; 0 means no limit. The broker's is 2047.
	ChannelMax *int
	// VMMemoryHighWatermark is where publishers are held up: a share of the machine's memory, above 0 and at most 1
	// and with a decimal point, such as 0.6, or an amount such as 4GB.
	VMMemoryHighWatermark string
	// DiskFreeLimit is the free disk space below which publishers are held up: a multiple of the machine's memory with
	// a decimal point, such as 1.0, or an amount such as 5GB. The broker's is 50MB, which is too little to survive on.
	DiskFreeLimit string

	// Listeners are where clients connect to. A protocol without one listens where the broker's default is.
	Listeners []Listener
	// TLS holds the certificate of all listeners that speak TLS.
	TLS *TLS
	// InterNodeTLS makes nodes and command line tools talk to each other over TLS.
	InterNodeTLS *InterNodeTLS
	// ProxyProtocol makes the listeners for messages expect the PROXY protocol, v1 or v2, of every connection.
	ProxyProtocol *bool

	// Plugins are those to enable. Default rabbitmq_management.
	Plugins []string
	// DistributionPort is where nodes talk to each other. The broker's is the AMQP port plus 20000, which is 25672.
	DistributionPort *int
	// Environment are further variables of rabbitmq-env.conf on every node, by name without RABBITMQ_, such as
	// SERVER_ADDITIONAL_ERL_ARGS: those of variables.go, and those that a path has in $( ). Values are text: a shell
	// replaces nothing in them.
	Environment map[string]string
	// LimitNOFILE is the number of open files and sockets that systemd grants. Default 64000.
	LimitNOFILE *int

	// Settings are any further lines of rabbitmq.conf, by key, and SensitiveSettings those whose values are secret.
	Settings, SensitiveSettings map[string]string
	// Advanced are the contents of advanced.config.
	Advanced []Advanced

	// node is the node that a Config was made for by forNode, nil where it is for all of them.
	node *origin
}

// Node is one member of the cluster.
type Node struct {
	// Name is NAME@HOST as the broker calls it, such as rabbit@rabbit1. A host with a dot makes the names long ones;
	// they must be so on all nodes or on none.
	Name string
	// Address is the IP address of the host, for /etc/hosts. Without one there is no line for it.
	Address string
	NodeSettings
}

// NodeSettings belong to one node only. A field that is left out is as for all nodes.
type NodeSettings struct {
	// Listeners take the place of all listeners of the same protocols.
	Listeners []Listener
	// TLS and InterNodeTLS are files that take the place of those of the blocks of these names.
	TLS, InterNodeTLS *CertificateFiles
	// DistributionPort takes the place of the one for all nodes.
	DistributionPort *int
	// Environment, Settings and SensitiveSettings take the place of elements of the same names, and are added to the others.
	Environment, Settings, SensitiveSettings map[string]string
	// Advanced takes the place of settings with the same application and key, and is added to the others.
	Advanced []Advanced
}

// CertificateFiles are a certificate, its key and its authorities, as absolute paths of PEM files on a node.
type CertificateFiles struct{ CACertFile, CertFile, KeyFile string }

// Listener is one address that clients connect to.
type Listener struct {
	// Protocol is one of Protocols.
	Protocol string
	// Address is an IPv4 or IPv6 address without brackets. The broker's default is every address of the machine.
	Address string
	// Port is 1 to 65535. Default is the protocol's.
	Port *int
}

// TLS names the files of the node's certificate. They must exist, readable to the broker, before it boots.
type TLS struct {
	// CACertFile, CertFile and KeyFile are absolute paths of PEM files; CertFile and KeyFile must be given.
	CACertFile, CertFile, KeyFile string
	// Verify is verify_peer or verify_none: whether a client's certificate is looked at. The broker's is verify_none.
	Verify string
	// FailIfNoPeerCert refuses clients without a certificate; needs verify_peer.
	FailIfNoPeerCert *bool
	// Versions are those allowed, of TLSVersions.
	Versions []string
	// Only closes the listeners for messages that do not speak TLS.
	Only bool
}

// Advanced is one setting of advanced.config.
type Advanced struct {
	// Application and Key are Erlang atoms, such as rabbit and quorum_tick_interval.
	Application, Key string
	// Value is an Erlang term, such as 1000 or [{a, <<"b">>}]. SensitiveValue is one that is secret; one of the two must be given.
	Value, SensitiveValue string
}

// value is the term, and the name of the field that it stands in.
func (a Advanced) value() (term, name string) {
	if a.SensitiveValue != "" {
		return a.SensitiveValue, "value_sensitive"
	}
	return a.Value, "value"
}

// What the fields of these names take.
var (
	PartitionHandlings = []string{"ignore", "pause_minority", "autoheal"}
	QueueTypes         = []string{"classic", "quorum", "stream"}
	TLSVersions        = []string{"tlsv1.3", "tlsv1.2", "tlsv1.1", "tlsv1"}
)
