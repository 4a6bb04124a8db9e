// Package haproxy turns a typed description of a HAProxy that stands in front of a RabbitMQ cluster into the
// text of haproxy.cfg.
//
// It is one of the writers of package loadbalancer, which knows what holds for every balancer: protocols and ports, which
// health check of a RabbitMQ node is trustworthy, and the rules that listeners, servers and checks have in common. It
// knows HAProxy's keywords from 2.2 on, its quoting rule, and how TLS and PROXY headers are said in them. It is pure:
// a model goes in, text, problems and warnings come out. It opens no connection, reads no file and knows nothing of
// Terraform.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs. Resolve also finds what "haproxy -c" accepts in silence:
// two listeners on one address, a listener without servers, a check that takes every server down at once.
package haproxy
