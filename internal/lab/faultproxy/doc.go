// Package faultproxy stands in front of one endpoint of the management API and misbehaves on demand: it delays, cuts,
// hangs, answers with an error of its own, with half a body or with something that is not JSON, or refuses connections.
// The tests put one before each node of a lab and see what a client makes of it.
//
// It knows HTTP/1.1 over plain TCP. What passes without a fault passes unchanged: percent-encoded paths, Basic
// authentication, compressed bodies. It must not know RabbitMQ, and nothing that ships imports it.
//
// # Which fault meets which request
//
// A [Proxy] has one fault at a time, given with [Proxy.Set] and taken back with [Proxy.Clear]; [Fault.Only] limits it to
// one method, [Fault.Next] to the next requests. [Proxy.SetEach] decides for each request. [Proxy.Requests] tells
// afterwards which requests arrived, and which fault each of them met.
//
// A request is read to its end before anything happens to it. If its client goes away while it is held back, it is not
// forwarded. If the endpoint behind does not answer, the connection is cut, as if the node itself had gone.
package faultproxy
