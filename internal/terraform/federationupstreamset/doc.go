// Package federationupstreamset is the room of rabbitmqha_federation_upstream_set.
package federationupstreamset
