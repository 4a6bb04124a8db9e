// Package password computes what RabbitMQ's internal user database keeps in place of a password: a salted hash.
//
// It exists to tell whether a password is still the one that the broker has, without logging in and without storing
// anything. It is pure: it knows the form of a hash and the algorithms that every broker has; it must not know users,
// Terraform or the network, and no error of it repeats a password or a hash.
//
// Source: rabbit_password and rabbit_password_hashing_* of RabbitMQ 3.8 to 4.3, which agree.
package password
