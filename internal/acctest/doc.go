// Package acctest is what the acceptance tests of all packages share: the provider under test, the real cluster that this
// run works on, and a second way to that cluster (plain HTTP and AMQP) which shares no code with the provider.
//
// It knows the lab and the provider's constructor. Nothing that ships imports it, and it must not use the management
// client that it is there to check.
package acctest
