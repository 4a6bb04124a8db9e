// Package parameter is the room of rabbitmqha_parameter.
package parameter
