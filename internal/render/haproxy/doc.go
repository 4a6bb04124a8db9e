// Package haproxy turns a typed description of a HAProxy that stands in front of a RabbitMQ cluster into the
// text of haproxy.cfg.
//
// It is one of the writers of package loadbalancer, which knows what holds for every balancer: protocols and ports, which
// health check of a RabbitMQ node is trustworthy, and the rules that listeners, servers and checks have in common. It
// knows HAProxy's keywords from 2.2 on, its quoting rule, and how TLS and PROXY headers are said in them. It is pure:
// a model goes in, text, problems and warnings come out. It opens no connection, reads no file and knows nothing of
// Terraform.
//
// What HAProxy replaces or refuses, and what becomes of it here: a # begins a comment; a backslash, quotes, a space and $
// have a meaning, and within double quotes $NAME and ${NAME} are environment variables still, so that every word with
// more than letters, digits and a few signs stands in double quotes with backslashes (text.go). A line has at most 2047
// bytes and 64 words, so texts are short (Validator.Text) and lists become lines. User and group are looked up by name,
// numbers have words of their own (account.go). In the value of a cookie ~ and | end it (cookie.go). What is said to an
// agent goes out as it is, line breaks included. Control characters are refused. The words of an address, a name or a
// source of connections are checked, since HAProxy has expressions there.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs. Resolve also finds what "haproxy -c" accepts in silence:
// two listeners on one address, a listener without servers, a check that takes every server down at once.
package haproxy
