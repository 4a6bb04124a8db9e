// Package nodeconfig is the data source rabbitmqha_node_config: it says in Terraform's words what package
// render/rabbitmqconf says in its own, and puts problems at the attributes they come from.
//
// It knows the schema, how a configuration with unknown values is read, and which output may hold a secret. It must
// not know the keys of rabbitmq.conf, their defaults or rules, nor talk to a broker: it works without the provider
// being configured, for the nodes that it is about do not run yet.
package nodeconfig
