// Package topology holds the rules of RabbitMQ's queues and policies: which argument fits which queue
// type, which policy key which broker version knows, what a pattern may look like.
//
// It exists to say before the first call what a broker would answer after it, and to say it for the cases
// where the broker answers nothing: an argument it silently ignores, a key that falls back. The rules are
// pure functions over tables. The package knows RabbitMQ's names, limits and history, and the names of the
// Terraform attributes that stand for them; it must not know Terraform's types, nor reach for a broker.
package topology
