// Package binding is the resource rabbitmqha_binding.
//
// It knows how the two ends of a binding are written, by names or by the ids of the resources there, and what becomes of
// the binding when such a resource is replaced. How a binding is found again is the broker's properties key, which
// package management reads and writes.
package binding
