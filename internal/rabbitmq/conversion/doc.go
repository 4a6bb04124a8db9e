// Package conversion is about turning classic queues into quorum queues in place: the same virtual host, name and bindings, with clients
// connected. Publishers of the whole cluster are held back for a moment, the messages moved to another queue, the classic queue
// deleted and the quorum queue declared under its name, and the messages moved back.
//
// This package says what stands in the way (readiness.go), from what others have read: it asks nobody, and moves nothing. It knows what a quorum queue takes
// over from a classic one and what passes while publishers are held back; which argument and policy key fits which type it asks package
// topology. It must not know Terraform, nor how a broker is reached.
//
// # What cannot be seen from outside
//
// A broker does not tell which client declares which queue, and a client that declares one as classic is refused once it is a quorum
// queue. It does not tell either who publishes to a queue, nor whether messages that wait carry a property "expiration". The findings
// say what to ask the people who run the clients.
//
// Sources: rabbit_amqqueue, rabbit_quorum_queue, rabbit_policy, rabbit_alarm and rabbit_reader of RabbitMQ 3.8 to 4.3, and conversions
// tried on clusters of 3.8.9, 3.10.8, 4.0.5 and 4.3.6.
package conversion
