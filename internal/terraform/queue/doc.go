// Package queue is the room of rabbitmqha_queue. Which argument fits which type of queue, and which broker version
// knows it, is not said here: that is package topology's table, of which this room's schema and checks are made.
package queue
