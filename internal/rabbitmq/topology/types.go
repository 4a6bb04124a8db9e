package topology

import (
	"regexp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// QueueType is the value of x-queue-type. The empty type is one not known yet or left to the virtual host.
type QueueType string

// The queue types of RabbitMQ: Stream from 3.9, the others in every version the provider knows.
const (
	Classic QueueType = "classic"
	Quorum  QueueType = "quorum"
	Stream  QueueType = "stream"
)

// Kind is the type of a value, on the wire and in Terraform.
type Kind int

// The kinds. StringList occurs in policies only.
const (
	Int Kind = iota
	String
	Bool
	StringList
)

// Limits is what a value may be, beyond its kind.
type Limits struct {
	Min, Max *int64         // of an Int; nil is no limit
	Values   []string       // of a String: the only ones accepted; nil is any
	Pattern  *regexp.Regexp // of a String: what it must match; nil is anything
	Entity   bool           // of a String: it is the name of a queue or an exchange
}

// Span is a run of broker versions: Since and later, before Until. A zero end is open.
type Span struct{ Since, Until capability.Version }

// Argument is one queue argument that the provider knows by name.
type Argument struct {
	Name      string // at the broker: "x-message-ttl"
	Attribute string // in Terraform: "message_ttl"
	Kind      Kind
	Limits
	Types       []QueueType        // the queue types that take it, on at least one version
	Span                           // the versions that know it
	PerType     map[QueueType]Span // for a type whose versions differ from Span
	Description string             // Markdown, one to three sentences, with unit and default
}

// PolicyKey is one key of a policy's definition that the provider knows by name. ha-params has two rows
// because its value has two kinds.
type PolicyKey struct {
	Name      string // at the broker: "message-ttl"
	Attribute string // in Terraform, below "definition": "message_ttl"
	Kind      Kind
	Limits
	Types       []QueueType // the queue types it has an effect on
	Exchanges   bool        // whether it has an effect on exchanges
	Span                    // the versions that know it in a user policy
	Operator    bool        // whether any version takes it in an operator policy
	Operators   Span        // those versions, when Operator is set
	Description string      // Markdown, one to three sentences, with unit and default
}

// Problem is one thing wrong with a queue or a policy.
type Problem struct {
	Attribute string // the Terraform attribute at fault: "type", "max_length", "definition.max_length"
	Summary   string // one short line
	Detail    string // what, why, and what to write instead
	Warning   bool   // the broker accepts it and something else may complete it; alone it does nothing, or less than it says
}

type unknown struct{}

// Unknown stands for a value that is set but not known yet, as a reference to a resource not yet created is
// in a plan. It counts as present and passes every limit.
var Unknown any = unknown{}

// Queue is a queue as written by the user.
type Queue struct {
	Name                string // empty when not known yet
	Type                QueueType
	Durable, AutoDelete bool
	Arguments           map[string]any // typed ones by their broker name: int64, string, bool or Unknown
	ExtraArguments      map[string]any // the user's own JSON
}

// PolicyKind tells the two sorts of policies apart.
type PolicyKind int

// A UserPolicy is set by a virtual host's users, an OperatorPolicy by those who run the broker.
const (
	UserPolicy PolicyKind = iota
	OperatorPolicy
)

// Policy is a policy as written by the user.
type Policy struct {
	Kind             PolicyKind
	Name             string
	Pattern          string // an Erlang regular expression
	ApplyTo          string // empty when not written or not known yet
	Priority         int64
	Definition       map[string]any // typed keys by their broker name: int64, string, bool, []string or Unknown
	PluginDefinition map[string]any // the user's own JSON
	Partial          bool           // whether there may be keys that are not known yet
}
