// Package topicpermissions is the room of rabbitmqha_topic_permissions. Its patterns are judged as those of the room
// permissions.
package topicpermissions
