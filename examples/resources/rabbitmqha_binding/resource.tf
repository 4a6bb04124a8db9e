resource "rabbitmqha_exchange" "orders" {
  name = "orders"
  type = "topic"
}

resource "rabbitmqha_queue" "billing" {
  name = "billing"
}

# By ids: the binding is made again in the same apply when the queue or the exchange is replaced.
resource "rabbitmqha_binding" "billing" {
  source_id      = rabbitmqha_exchange.orders.id
  destination_id = rabbitmqha_queue.billing.id
  routing_key    = "order.*.paid"
}

# By names, for ends that Terraform does not manage, or with replace_triggered_by for those that it does.
resource "rabbitmqha_binding" "audit" {
  source         = "amq.headers"
  destination    = rabbitmqha_queue.billing.name
  arguments_json = jsonencode({ x-match = "all", kind = "invoice", version = 2 })

  lifecycle {
    replace_triggered_by = [rabbitmqha_queue.billing.id]
  }
}

# From one exchange to another, here to one of the broker's own.
resource "rabbitmqha_binding" "archive" {
  source_id        = rabbitmqha_exchange.orders.id
  destination_type = "exchange"
  destination      = "amq.fanout"
  routing_key      = "#"
}
