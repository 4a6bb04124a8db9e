// Package exchange is the resource rabbitmqha_exchange.
//
// It knows what of an exchange is declared and which declarations no broker takes. What leads from one exchange to
// another, or to a queue, is a binding.
package exchange
