package erlang

// version begins every term that stands on its own.
const version = 131

// Tags of the external term format. Those marked "old" no node of OTP 23 or newer sends to a peer with our flags; they
// are read all the same, because terms are also kept in files and tables.
const (
	tagNewFloat      = 70
	tagBitBinary     = 77
	tagNewPid        = 88
	tagNewPort       = 89
	tagNewerRef      = 90
	tagSmallInt      = 97
	tagInt           = 98
	tagFloat         = 99  // old
	tagAtom          = 100 // old
	tagReference     = 101 // old
	tagPort          = 102 // old
	tagPid           = 103 // old
	tagSmallTuple    = 104
	tagLargeTuple    = 105
	tagNil           = 106
	tagString        = 107
	tagList          = 108
	tagBinary        = 109
	tagSmallBig      = 110
	tagLargeBig      = 111
	tagNewFun        = 112
	tagExport        = 113
	tagNewReference  = 114 // old
	tagSmallAtom     = 115 // old
	tagMap           = 116
	tagAtomUTF8      = 118
	tagSmallAtomUTF8 = 119
	tagV4Port        = 120
)

// maxDepth bounds how deep terms nest, there and back. Terms of administration nest some ten deep; the bound keeps the
// stack small whatever a peer sends.
const maxDepth = 512

// maxAtom is the longest atom, in characters.
const maxAtom = 255
