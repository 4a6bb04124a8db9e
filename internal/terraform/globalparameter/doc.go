// Package globalparameter is the room of rabbitmqha_global_parameter.
package globalparameter
