// Package vhost is the room of rabbitmqha_vhost.
package vhost
