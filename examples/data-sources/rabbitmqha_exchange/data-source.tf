# An exchange that another team declares: a plan without it is an error.
data "rabbitmqha_exchange" "events" {
  vhost = "/"
  name  = "amq.topic"
}

resource "rabbitmqha_queue" "audit" {
  name = "looked_at.audit"
}

resource "rabbitmqha_binding" "audit" {
  source_id      = data.rabbitmqha_exchange.events.id
  destination_id = rabbitmqha_queue.audit.id
  routing_key    = "#"
}
