// Package cluster is the data source rabbitmqha_cluster: the members of the cluster, where they listen, and
// what about them should worry its operators.
//
// It turns what the management API tells into what other resources take, and judges it. It changes nothing.
package cluster
