// Package rabbitmqconf turns a typed description of the nodes of a RabbitMQ cluster into what goes onto each machine
// before its first boot: rabbitmq.conf, advanced.config, the classic rabbitmq.config, rabbitmq-env.conf,
// enabled_plugins, lines for /etc/hosts, a systemd drop-in, and the ports to open.
//
// It knows every key of rabbitmq.conf of every release since 3.8.0 (keys.tsv, read out of the releases' own schemas),
// because one key that a node does not know, or one value that it cannot read, stops that node from booting. It knows
// how each release reads a line, so that no value adds one. It is pure: a model goes in; text, problems and warnings
// come out. It opens no connection, reads no file and knows nothing of Terraform.
//
// The Erlang cookie is no part of the model: who holds it may run anything on every node, and none of these files
// needs it.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs.
package rabbitmqconf
