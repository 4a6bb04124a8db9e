// Package exchange is the room of rabbitmqha_exchange.
//
// It knows what of an exchange is declared and which declarations no broker takes. What leads from one exchange to
// another, or to a queue, is the room of bindings.
package exchange
