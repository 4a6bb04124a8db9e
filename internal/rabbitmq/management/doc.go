// Package management speaks the HTTP API of RabbitMQ's management plugin in the words of the broker: virtual hosts,
// queues, exchanges, bindings, policies, nodes.
//
// It knows the paths and fields of the objects, how they are written and read back exactly (numbers are never turned
// into floats), which refusals the broker answers with, when a "not found" counts (absence.go), and when the cluster can carry
// out a change (quorum.go). It must not know sockets, endpoints that fail and retries, which are package httpapi's, nor
// Terraform, nor the rules about what fits what: those are pure and live in package topology.
//
// Objects are written through rabbit-hole, the client library of the RabbitMQ community, wherever it can say what is
// meant. Reads are decoded here: rabbit-hole decodes every metric of an object, so that one that changes its type in
// some broker version breaks the whole read, and turns integers into floats. Both go through one httpapi.Client, which is
// where fail-over and retries belong.
//
// Sources: the module rabbitmq_management (rabbit_mgmt_dispatcher, rabbit_mgmt_wm_*) of RabbitMQ 3.8 to 4.3.
package management
