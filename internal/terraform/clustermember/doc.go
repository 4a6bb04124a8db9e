// Package clustermember is the resource rabbitmqha_cluster_member.
//
// It knows when a membership is to be planned again, from what the nodes say of each other. How a node joins or leaves, and
// which of the nodes to believe, is the business of package membership.
package clustermember
