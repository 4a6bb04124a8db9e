// Package permissions is the room of rabbitmqha_permissions.
package permissions
