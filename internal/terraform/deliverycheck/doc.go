// Package deliverycheck is the data source rabbitmqha_delivery_check: does what is published through an address arrive? What
// is sent and counted is package delivery's work; here are the attributes, and the provider's own user as the default.
package deliverycheck
