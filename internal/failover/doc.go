// Package failover makes "highly available" a test: publishers with confirms and a consumer work on a real cluster, through
// the HAProxy that the provider rendered, while its nodes are killed, frozen, stopped, cut off and drained, and every
// confirmed message is accounted for.
//
// [Faults] is the table of what happens; [Environment.Inject] lets one happen, [Environment.Contrast] shows what is lost without replicas
// and without confirms, and [Suite] does all of it on a cluster of its own. A [Report] goes into the guide on availability.
//
// It judges from outside: it knows labs, AMQP and the terraform binary, and imports nothing that ships.
package failover
