// Package delivery sends messages to a queue of its own and takes them back, through whatever stands in front of a
// cluster, to see that what the broker confirmed arrives, and how long that takes.
//
// It knows AMQP 0-9-1 and nothing of the management API or of Terraform. It never touches a queue that it did not make:
// the names are drawn at random, so that nobody else has them, and what it made it deletes.
package delivery
