// Package relay passes TCP connections on to one address, counts what goes through, and makes the way as long as a
// network's.
//
// It knows bytes, and of HTTP/1.1 only how the first line of a request ends, so that TLS passes untouched (its requests
// are not seen then). It must not change, reorder or hold back anything for longer than the network that it stands for.
//
// Neither bandwidth nor the slow start of TCP is imitated: a network is a little slower with long answers.
package relay
