locals {
  uri = provider::rabbitmqha::parse_amqp_uri("amqp://app@rabbit1:5673/%2F?heartbeat=30")
}

# "rabbit1:5673, virtual host /"
output "where" {
  value = "${local.uri.host}:${coalesce(local.uri.port, 5672)}, virtual host ${coalesce(local.uri.vhost, "/")}"
}

# The same broker, another virtual host: amqp://app@rabbit1:5673/reports?heartbeat=30
output "reports_uri" {
  value = provider::rabbitmqha::amqp_uri(merge(local.uri, { vhost = "reports" }))
}
