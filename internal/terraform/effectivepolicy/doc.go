// Package effectivepolicy is the data source rabbitmqha_effective_policy: which policies hold for a queue or an exchange,
// what they come to together, and why another one does not. It asks the broker for its policies, queues and exchanges; the
// rules are package topology's.
package effectivepolicy
