package erlang

// Flags say what a node can receive ("Distribution Flags" in the Distribution Protocol).
const (
	flagExtendedReferences = 1 << 2
	flagDistMonitor        = 1 << 3
	flagFunTags            = 1 << 4
	flagDistMonitorName    = 1 << 5
	flagNewFunTags         = 1 << 7
	flagExtendedPidsPorts  = 1 << 8
	flagExportPtrTag       = 1 << 9
	flagBitBinaries        = 1 << 10
	flagNewFloats          = 1 << 11
	flagSmallAtomTags      = 1 << 14
	flagUTF8Atoms          = 1 << 16
	flagMapTag             = 1 << 17
	flagBigCreation        = 1 << 18
	flagHandshake23        = 1 << 24
	flagUnlinkID           = 1 << 25
	flagNameMe             = 1 << 33
	flagV4NC               = 1 << 34
)

// ourFlags are offered to every node. Most are mandatory by now: OTP 23 wants references, pids, functions, UTF-8 and
// creations of the newer kind; OTP 25 also the handshake, floats, maps, bits and exports; OTP 27 also UNLINK_ID and
// V4_NC. A node that misses one answers "not_allowed".
//
// What is left out is left out on purpose:
//   - PUBLISHED: we are a hidden node, so the others of the cluster neither list us nor try to mesh with us, and the
//     node's "global" does not take our going for a partition.
//   - DIST_HDR_ATOM_CACHE and FRAGMENTS: without them every message is one frame that can be read on its own.
//   - SEND_SENDER, EXIT_PAYLOAD, ALIAS, SPAWN: nothing here needs them, and each would add messages to understand.
const ourFlags uint64 = flagExtendedReferences | flagDistMonitor | flagFunTags | flagDistMonitorName | flagNewFunTags |
	flagExtendedPidsPorts | flagExportPtrTag | flagBitBinaries | flagNewFloats | flagSmallAtomTags | flagUTF8Atoms |
	flagMapTag | flagBigCreation | flagHandshake23 | flagUnlinkID | flagNameMe | flagV4NC

// neededFlags are what a peer must be able to receive of us. OTP 23 is the first that can give us a name.
const neededFlags uint64 = flagExtendedReferences | flagDistMonitor | flagDistMonitorName | flagExtendedPidsPorts |
	flagBitBinaries | flagNewFloats | flagUTF8Atoms | flagMapTag | flagBigCreation | flagHandshake23 | flagNameMe
