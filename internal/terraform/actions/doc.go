// Package actions is what operators do to a cluster now and then, as actions (Terraform 1.14 and newer): spread leaders,
// grow and shrink queues, drain and revive a node, synchronise a mirrored queue.
//
// No action is the only way to anything: a node is grown onto when it joins, shrunk off when it leaves, and synchronised by
// its policy. Each is a schema and one function; what the function calls is package membership's or management's.
package actions
