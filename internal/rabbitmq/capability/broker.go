package capability

// Broker is what a broker of one version can do. Every field follows from Version alone, as read in the
// rabbitmq-server source at its release tags; a switch that an administrator can turn either way
// (deprecated features, feature flags) is described by its default and must be asked of the broker.
type Broker struct {
	// Version is the version all other fields follow from.
	Version Version

	// ClassicMirroring is policies with ha-mode and its companions: before 4.0. (rabbit_mirror_queue_misc)
	ClassicMirroring bool
	// OperatorMirroring is ha-mode and ha-params in an operator policy: 3.11.10 up to 3.13.
	// (rabbit_mirror_queue_misc)
	OperatorMirroring bool

	// ApplyToQueueTypes is a policy's apply-to "classic_queues", "quorum_queues" and "streams": from 3.12.
	// (rabbit_policy:apply_to_validation/2)
	ApplyToQueueTypes bool
	// PatternLimit is the longest pattern of a policy in bytes; 0 is no limit. 1024 on 4.2.8 and later 4.2, and
	// from 4.3.2. (rabbit_re)
	PatternLimit int
	// Streams is the queue type "stream": from 3.9. (rabbit_stream_queue)
	Streams bool
	// UnlimitedDelivery is a delivery limit of -1, and a default of 20 where there was none: from 4.0.
	// (rabbit_quorum_queue, rabbit_policies)
	UnlimitedDelivery bool
	// InjectedQueueType is x-queue-type appearing among the arguments of every queue, written by the user or
	// not: from 4.0. On 3.11 to 3.13 only queues of a virtual host with a default type show it. (rabbit_amqqueue)
	InjectedQueueType bool

	// LocalRandomExchange is the exchange type x-local-random: from 4.0 (rabbit_exchange_type_local_random).
	LocalRandomExchange bool
	// VhostMetadata is a virtual host's description and tags: from 3.8, all versions the provider knows.
	// (rabbit_vhost)
	VhostMetadata bool
	// VhostMetadataUpdate is changing them on a virtual host that exists: from 3.9.5. Older ones answer 204 and
	// keep what they have. (rabbit_vhost:put_vhost/5)
	VhostMetadataUpdate bool
	// VhostDefaultQueueType is a virtual host's default_queue_type: from 3.11. 3.10 accepts and drops it.
	// (rabbit_vhost)
	VhostDefaultQueueType bool

	// RAMNodes is cluster members that keep metadata in memory only: before 4.3, deprecated from 3.13.
	// (rabbit_mnesia, rabbit_db_cluster)
	RAMNodes bool
	// JoinRunning is a join which stops and starts the broker itself: from 3.13. Older ones refuse while the
	// broker application runs. (rabbit_db_cluster:join/2)
	JoinRunning bool
	// ForgetRemovesStreamReplicas is forget_cluster_node removing stream replicas, too: from 3.13. Quorum
	// queue members are removed by every version. (rabbit_db_cluster)
	ForgetRemovesStreamReplicas bool
	// KhepriOnly is Khepri as the only metadata store, which needs a majority of nodes: from 4.3.
	// (release notes of 4.3)
	KhepriOnly bool

	// DeprecatedFeatures is GET /api/deprecated-features: from 3.13. (rabbit_mgmt_wm_deprecated_features)
	DeprecatedFeatures bool
	// QuorumReplicas is adding and removing quorum queue members over HTTP: from 3.12.1, and from 3.11.19 in 3.11.
	// (rabbit_mgmt_wm_quorum_queue_replicas_grow and its siblings)
	QuorumReplicas bool
	// VhostDeletionProtection is POST and DELETE /api/vhosts/NAME/deletion/protection: from 4.1.
	// (rabbit_mgmt_wm_vhost_deletion_protection)
	VhostDeletionProtection bool
	// ReadyToServeClients is GET /api/health/checks/ready-to-serve-clients without a login: from 4.1.1.
	// (rabbit_mgmt_wm_health_check_ready_to_serve_clients)
	ReadyToServeClients bool
}

// Of computes what a broker of version v can do.
func Of(v Version) Broker {
	before := func(major, minor int) bool { return !v.AtLeast(major, minor, 0) }
	return Broker{
		Version: v,

		ClassicMirroring:  before(4, 0),
		OperatorMirroring: v.AtLeast(3, 11, 10) && before(4, 0),

		ApplyToQueueTypes: v.AtLeast(3, 12, 0),
		PatternLimit:      patternLimit(v),
		Streams:           v.AtLeast(3, 9, 0),
		UnlimitedDelivery: v.AtLeast(4, 0, 0),
		InjectedQueueType: v.AtLeast(4, 0, 0),

		LocalRandomExchange:   v.AtLeast(4, 0, 0),
		VhostMetadata:         v.AtLeast(3, 8, 0),
		VhostMetadataUpdate:   v.AtLeast(3, 9, 5),
		VhostDefaultQueueType: v.AtLeast(3, 11, 0),

		RAMNodes:                    before(4, 3),
		JoinRunning:                 v.AtLeast(3, 13, 0),
		ForgetRemovesStreamReplicas: v.AtLeast(3, 13, 0),
		KhepriOnly:                  v.AtLeast(4, 3, 0),

		DeprecatedFeatures:      v.AtLeast(3, 13, 0),
		QuorumReplicas:          v.AtLeast(3, 11, 19) && v != (Version{3, 12, 0}),
		VhostDeletionProtection: v.AtLeast(4, 1, 0),
		ReadyToServeClients:     v.AtLeast(4, 1, 1),
	}
}

func patternLimit(v Version) int {
	if v.AtLeast(4, 3, 2) || (v.AtLeast(4, 2, 8) && !v.AtLeast(4, 3, 0)) {
		return 1024
	}
	return 0
}
