// Package mirroringpolicy is the resource rabbitmqha_mirroring_policy: a policy that mirrors classic queues, in as few
// words as possible, for brokers before RabbitMQ 4.0.
//
// To the broker it is a policy like any other, so it is saved as the package policy does it. It knows its own short names
// of the ha keys; what they may be is for package topology to say.
package mirroringpolicy
