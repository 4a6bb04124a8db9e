// Package shovel is the room of rabbitmqha_shovel.
package shovel
