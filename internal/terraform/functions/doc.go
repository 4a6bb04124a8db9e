// Package functions is the provider's functions: provider::rabbitmqha::amqp_uri and others. They are pure:
// the same arguments give the same answer, and no broker is asked, so they work without any configuration.
//
// What they compute is known to packages of internal/rabbitmq; here it gets Terraform's types, and every mistake an
// error at its argument.
package functions
