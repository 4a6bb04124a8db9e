// Package clustername is the room of rabbitmqha_cluster_name.
package clustername
