data "rabbitmqha_queues" "orders" {
  vhost   = "/"
  pattern = "^orders(\\.|$)"
}

# Classic queues among them, which are not replicated: candidates for a move to quorum queues.
output "classic_queues" {
  value = [for queue in data.rabbitmqha_queues.orders.queues : queue.name if queue.type == "classic"]
}

# A warning in every plan and apply while messages pile up.
check "orders_are_consumed" {
  assert {
    condition = alltrue([
      for queue in data.rabbitmqha_queues.orders.queues : queue.messages_ready == null ? true : queue.messages_ready < 10000
    ])
    error_message = "Some queue of orders holds 10000 messages or more."
  }
}
