package bench

// Arm is one of those that are compared.
type Arm string

// The arms, in the order in which they take turns.
const (
	ArmOurs  Arm = "ours"  // the provider of the checkout
	ArmFloor Arm = "floor" // a no-op provider with the same schemas, served in the same way
	ArmPeer  Arm = "peer"  // another provider's binary
	ArmBare  Arm = "bare"  // the requests alone, over kept connections, ten at once; no Terraform
)

// Arms are all arms.
func Arms() []Arm { return []Arm{ArmOurs, ArmFloor, ArmPeer, ArmBare} }

// Operation is one run of Terraform.
type Operation string

// The operations, in the order in which they are run. Change and Apply belong together, and the others do not need them.
const (
	Create  Operation = "create"
	Plan    Operation = "plan"        // with nothing to change
	Change  Operation = "plan change" // of one object
	Apply   Operation = "apply it"    // that plan
	Destroy Operation = "destroy"
)

// Operations are all operations.
func Operations() []Operation { return []Operation{Create, Plan, Change, Apply, Destroy} }

// Metric is one thing that is measured of an operation.
type Metric string

// The metrics. Times are in seconds, sizes in bytes.
const (
	Wall        Metric = "wall"
	CoreCPU     Metric = "core CPU"     // terraform itself
	ProviderCPU Metric = "provider CPU" // all provider processes that terraform started
	BrokerCPU   Metric = "broker CPU"   // of all nodes, while terraform ran
	IdleCPU     Metric = "idle CPU"     // of all nodes, for as long a time as terraform ran, before it ran
	PeakMemory  Metric = "peak memory"  // of the largest provider process
	Requests    Metric = "requests"     // counted before the broker, without TLS only
	Connections Metric = "connections"
	Bytes       Metric = "bytes" // both ways, with TLS and headers
)

// Scenario is what is declared, and over which link. Arms are compared within one scenario only.
type Scenario struct {
	Shape Shape
	Link  Link
}

// Sample is what was measured of one operation.
type Sample struct {
	Scenario  Scenario
	Arm       Arm
	Operation Operation
	Round     int // from 1; 0 is a round in which requests, connections and bytes were counted, and no time taken
	Values    map[Metric]float64
}
