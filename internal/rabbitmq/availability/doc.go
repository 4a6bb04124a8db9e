// Package availability judges what a cluster would lose with one of its nodes: which queues would stop or lose messages,
// what of the cluster itself depends on a single node, and why.
//
// It is told everything and asks nobody: the rules are pure functions over what the broker's API answers. Each finding has
// a code from one table (Rules), which is also the documentation. The package knows RabbitMQ's replication; it must not
// know Terraform, nor reach for a broker.
//
// Sources: rabbit_mirror_queue_misc, rabbit_quorum_queue, rabbit_stream_queue, rabbit_db_exchange and rabbit_khepri of
// RabbitMQ 3.8 to 4.3. That what is said to survive does so, and the rest does not, was tried on 3.10 and 4.3 by killing nodes:
// one after another for queues, one for streams, which on 4.3.6 may stop when a second node is killed after the first is back.
package availability
