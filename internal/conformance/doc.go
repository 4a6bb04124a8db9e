// Package conformance holds every resource of the provider to one contract: whatever is lost between the provider and the
// broker, Terraform's state claims nothing that is not so, and the next apply puts right what is left to do.
//
// Its tests are driven by the provider's own list of resources, so that a resource without an entry in the table fails them.
// Each is created, read, changed and destroyed over the plugin protocol, in this process, through a proxy that sends each
// request to another node of a real cluster: once in peace, then with a fault at one request, for each request in turn. See
// faults for what can happen to one, and verdict for the contract.
//
// "make test" runs every resource with some of the faults; RABBITMQHA_CONFORMANCE=all runs all of them.
//
// It knows the plugin protocol and plain HTTP. It must not know the packages of the resources, nor use the management client.
package conformance
