// Package federationupstream is the room of rabbitmqha_federation_upstream.
package federationupstream
