// Package provider is the provider itself: the provider block, the one handle of the cluster that everything behind it is
// given, and the list of what is on offer.
//
// It knows how a user says where the broker is. It must not know any resource beyond its constructor, nor how a broker
// is spoken to.
package provider
