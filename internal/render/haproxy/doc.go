// Package haproxy turns a typed description of a HAProxy that stands in front of a RabbitMQ cluster into the
// text of haproxy.cfg.
//
// It knows HAProxy's keywords from 2.2 on, its quoting rule, and what makes a health check of a RabbitMQ node
// trustworthy. It is pure: a model goes in, text, problems and warnings come out. It opens no connection, reads
// no file and knows nothing of Terraform.
//
// A [Config] is used as it is written: everything left out is filled by one function (see defaults.go), and
// [Config.Render] gives text only for a Config in which [Config.Validate] finds no problem. Validate also finds
// what "haproxy -c" accepts in silence: two listeners on one address, a listener without servers, a check that
// takes every server down at once.
package haproxy
