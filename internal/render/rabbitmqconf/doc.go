// Package rabbitmqconf turns a typed description of the nodes of a RabbitMQ cluster into what goes onto each machine
// before its first boot: rabbitmq.conf, advanced.config, the classic rabbitmq.config, rabbitmq-env.conf,
// inter_node_tls.config, enabled_plugins, lines for /etc/hosts, a systemd drop-in, and the ports to open.
//
// It knows every key of rabbitmq.conf of every release since 3.8.0 (keys.tsv, read out of the releases' own schemas),
// because one key that a node does not know, or one value that it cannot read, stops that node from booting. It knows
// how each release reads a line, so that no value adds one. It is pure: a model goes in; text, problems and warnings
// come out. It opens no connection, reads no file and knows nothing of Terraform.
//
// What the readers of these files replace or refuse, and what becomes of it here:
//
//   - rabbitmq.conf, read by cuttlefish: # begins a comment, a line break ends a value, spaces at its ends are dropped,
//     single quotes around it are taken off from 3.13.7 on (text.go), double quotes never (refused, except in secrets).
//     $(NAME) is replaced also inside single quotes: by the value of the key NAME, from 3.8.13 on else by the environment
//     variable; a node does not boot where there is neither (substitution.go: refused, but for variables in paths).
//     A mark before a colon means an encrypted value (values.go). Of two keys for one setting, one is dropped
//     (settings.go).
//   - advanced.config and rabbitmq.config are Erlang terms, and nothing is replaced in them; only terms get in, written
//     again from what was read (term.go). A setting there takes the place of the whole setting of rabbitmq.conf.
//   - enabled_plugins is an Erlang list of atoms; names of plugins are letters, digits and underscores.
//   - rabbitmq-env.conf is read by a shell, which replaces $, backquotes and backslashes: names of nodes have none of
//     them, and further variables stand in single quotes (shellQuote), in which a shell replaces nothing. The scripts
//     ignore a variable that they do not know: only those that the version reads are taken (variables.go).
//   - inter_node_tls.config is read by Erlang as terms, in which nothing is replaced; paths and a password are its strings.
//     The arguments that name it are split at spaces: its own path has none (validate_inter_node.go).
//   - /etc/hosts and the drop-in of systemd (which replaces % and $) get checked addresses, names and numbers only.
//
// The Erlang cookie is no part of the model: who holds it may run anything on every node, and none of these files
// needs it.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs.
package rabbitmqconf
