// Package user is the resource rabbitmqha_user, the resource and the data source.
//
// Nothing of a password that is write-only stays here: not in the state, nor in its private part. Whether the broker
// still has it is found out in each plan, from the configuration and the broker's salted hash.
package user
