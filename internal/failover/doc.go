// Package failover makes "highly available" a test: a publisher with confirms and a consumer work on a real cluster, through
// the HAProxy that the provider rendered, while its nodes are killed, frozen, stopped, cut off and drained, and every
// confirmed message is accounted for.
//
// It judges from outside: it knows labs, AMQP and the terraform binary, and imports nothing that ships.
package failover
