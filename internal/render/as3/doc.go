// Package as3 turns a typed description of an F5 BIG-IP that stands in front of a RabbitMQ cluster into a declaration for
// its AS3 extension (BIG-IP Application Services 3 Extension).
//
// It is the second writer of package loadbalancer, beside haproxy, and says the same things in the same words. It knows AS3's
// classes from version 3.29 on, the rules for names, and what AS3's published JSON Schema (3.56.0) lets through though a
// BIG-IP refuses it or takes it for something else: a virtual server without a port, an address that is none, a name that
// is one of AS3's own words, a monitor's string that AS3 would expand. It is pure: a model goes in, JSON, problems and
// warnings come out. It opens no connection, reads no file and knows nothing of Terraform.
//
// [Resolve] fills in what a [Config] leaves out, by one function (see defaults.go), and finds its problems; a Config
// without any is a [Resolved], whose methods give the outputs. Every document is built from values and encoded as a whole,
// so that no string can become anything but a JSON string.
package as3
