// Package loadbalancer is what a HAProxy and a BIG-IP in front of a RabbitMQ cluster have in common: listeners with their
// addresses and servers, health checks, timeouts, and the rules that hold whatever the balancer is. Packages haproxy
// and as3 are two writers of it: what can be said of one is said of the other in the same words.
//
// It knows RabbitMQ's protocols and ports, which health check of a broker can be trusted, and how a mistake is
// reported: as a [Problem] with the [Path] of the value to change. It must not know how any balancer spells a thing,
// nor Terraform; it opens no connection and reads no file.
//
// A writer embeds [Listener] and [Timeouts] in a model with what is its own, fills what was left out with the
// WithDefaults methods, lets a [Validator] collect problems from the shared rules and from its own, and adds
// [Listener.Warnings] and [Timeouts.Warnings] to its warnings. Everywhere an empty string, a nil pointer or an empty
// list means "not given". A duration is a string: a whole number and one of us, ms, s, m, h, d, where a bare number
// means milliseconds.
package loadbalancer
