// Package bench compares the provider with what it can be compared with, on one machine and in one run: a no-op provider
// with the same schemas, another provider, and the same requests sent without Terraform.
//
// It knows what is declared (configurations and requests), how measurements become medians and ratios, which goals they
// are held against, and how a report reads. All of it is pure: clusters, processes and connections are the business of
// cmd/bench, relay and process. It must not know how the provider works.
//
// # What is compared
//
// Seconds of one machine say nothing about another, and not much about the same one an hour later. So the arms take
// turns within each round, and what is reported beside the medians are ratios between arms of the same round.
package bench
