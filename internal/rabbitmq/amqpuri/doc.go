// Package amqpuri writes and reads AMQP URIs, with which clients, shovels and federation links name a broker.
//
// It follows RabbitMQ's URI specification (https://www.rabbitmq.com/docs/uri-spec) and the broker's own reading of it
// (amqp_uri and uri_parser of RabbitMQ 3.8 to 4.3), and refuses what the broker would misread in silence: a second ":"
// in the user's part cuts the password short, a character that is not ASCII turns into another one. CheckForBroker is that
// reading itself, for URIs that only a broker has to understand, and DoubtsOf says what it would misread. The package is
// pure, and no error of it holds any part of a URI that could be a password.
package amqpuri
