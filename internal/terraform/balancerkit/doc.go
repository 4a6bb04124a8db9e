// Package balancerkit is what the data sources rabbitmqha_haproxy_config and rabbitmqha_bigip_as3 say in the same words:
// listeners, checks, servers and timeouts of package loadbalancer.
//
// It knows the names and descriptions of these attributes, and how they become the domain's. It must not know which
// balancer they are for, nor talk to a broker.
package balancerkit
