// Package limits is the resources rabbitmqha_vhost_limits and rabbitmqha_user_limits, which differ in whose limits they
// are and in one limit.
//
// Whoever declares one of them owns all limits of that virtual host or user: what is left out is no limit, whoever set
// it. Each limit is written for itself and only when it changes, so that there is no moment without the others.
package limits
