package capability

// Broker is what a broker of one version can do. Every field follows from Version alone, as read in the
// rabbitmq-server source at its release tags; a switch that an administrator can turn either way
// (deprecated features, feature flags) is described by its default and must be asked of the broker.
type Broker struct {
	// Version is the version all other fields follow from.
	Version Version

	// ClassicMirroring is policies with ha-mode and its companions: before 4.0. (rabbit_mirror_queue_misc)
	ClassicMirroring bool

	// ApplyToQueueTypes is a policy's apply-to "classic_queues", "quorum_queues" and "streams": from 3.12.
	// (rabbit_policy:apply_to_validation/2)
	ApplyToQueueTypes bool
	// PatternLimit is the longest pattern of a policy in bytes; 0 is no limit. 1024 on 4.2.8 and later 4.2, and
	// from 4.3.2. (rabbit_re)
	PatternLimit int
	// QuorumQueueFlag is quorum queues that only exist where the feature flag quorum_queue is enabled: before 3.11. (rabbit_core_ff)
	QuorumQueueFlag bool
	// Streams is the queue type "stream": from 3.9. (rabbit_stream_queue)
	Streams bool
	// GlobalPrefetch is prefetch counts that all consumers of a channel share (basic.qos with global), which quorum queues refuse: before
	// 4.3, which denies the deprecated feature global_qos, takes them for counts of each consumer, and shows none. (rabbit_channel)
	GlobalPrefetch bool
	// UnlimitedDelivery is a delivery limit of -1, and a default of 20 where there was none: from 4.0.
	// (rabbit_quorum_queue, rabbit_policies)
	UnlimitedDelivery bool

	// LocalRandomExchange is the exchange type x-local-random: from 4.0 (rabbit_exchange_type_local_random).
	LocalRandomExchange bool
	// ShovelArguments is arguments of queues and consumers in a shovel that are checked by their values, and of any name: from 4.2.5.
	// Older ones know some names only, and crash at two of them. (rabbit_shovel_util:validate_amqp_table_args/3)
	ShovelArguments bool
	// UserLimits is limits of users: from 3.8.10. (rabbit_mgmt_wm_user_limit)
	UserLimits bool
	// VhostMetadataUpdate is changing description and tags of a virtual host that exists: from 3.9.5. Older ones answer 204 and
	// keep what they have. (rabbit_vhost:put_vhost/5)
	VhostMetadataUpdate bool
	// VhostDefaultQueueType is a virtual host's default_queue_type: from 3.11. 3.10 accepts and drops it.
	// (rabbit_vhost)
	VhostDefaultQueueType bool
	// VhostUnicodeTags is tags of virtual hosts that are not ASCII: from 3.11.5. Older ones take each byte for a character.
	// (rabbit_vhost:parse_tags/1)
	VhostUnicodeTags bool
	// VhostProtection is virtual hosts that the broker itself refuses to delete: from 4.0.6.
	// (rabbit_mgmt_wm_vhost_deletion_protection)
	VhostProtection bool

	// DeprecatedFeatures is the list of what will go, and of what of it is in use: from 3.13. (rabbit_mgmt_wm_deprecated_features)
	DeprecatedFeatures bool
	// RAMNodes is cluster members that keep metadata in memory only: before 4.3, deprecated from 3.13.
	// (rabbit_mnesia, rabbit_db_cluster)
	RAMNodes bool
}

// Of computes what a broker of version v can do.
func Of(v Version) Broker {
	before := func(major, minor int) bool { return !v.AtLeast(major, minor, 0) }
	return Broker{
		Version: v,

		ClassicMirroring: before(4, 0),

		ApplyToQueueTypes: v.AtLeast(3, 12, 0),
		PatternLimit:      patternLimit(v),
		QuorumQueueFlag:   !v.AtLeast(3, 11, 0),
		Streams:           v.AtLeast(3, 9, 0),
		GlobalPrefetch:    !v.AtLeast(4, 3, 0),
		UnlimitedDelivery: v.AtLeast(4, 0, 0),

		LocalRandomExchange:   v.AtLeast(4, 0, 0),
		ShovelArguments:       v.AtLeast(4, 2, 5),
		UserLimits:            v.AtLeast(3, 8, 10),
		VhostMetadataUpdate:   v.AtLeast(3, 9, 5),
		VhostDefaultQueueType: v.AtLeast(3, 11, 0),
		VhostUnicodeTags:      v.AtLeast(3, 11, 5),
		VhostProtection:       v.AtLeast(4, 0, 6),

		DeprecatedFeatures: v.AtLeast(3, 13, 0),
		RAMNodes:           before(4, 3),
	}
}

func patternLimit(v Version) int {
	if v.AtLeast(4, 3, 2) || (v.AtLeast(4, 2, 8) && !v.AtLeast(4, 3, 0)) {
		return 1024
	}
	return 0
}
