// Package usage answers one question for the whole product: does a queue hold messages or have consumers? It exists so that
// everything that deletes, replaces or moves a queue, alone or with its virtual host or its node, decides by one rule and
// refuses in the same true words.
//
// It knows what the fields of a queue mean, whoever has read them: package management from the HTTP API, package membership
// over Erlang. It must not read anything, wait for anything or log anything, and it must not know Terraform. What nobody has
// read is unknown, which is never the same as zero.
//
// Sources: rabbit_amqqueue_process:i/2, rabbit_quorum_queue:i/2 and cluster_state/1, rabbit_stream_queue:i/2 and
// rabbit_mgmt_format:queue/2 of RabbitMQ 3.8 to 4.3.
package usage
