data "rabbitmqha_quorum_readiness" "orders" {
  pattern         = "^orders(\\.|$)"
  drop_priorities = true
}

# A warning in every plan and apply while a queue of orders could not be converted.
check "orders_can_be_converted" {
  assert {
    condition     = data.rabbitmqha_quorum_readiness.orders.blocked + data.rabbitmqha_quorum_readiness.orders.unknown == 0
    error_message = data.rabbitmqha_quorum_readiness.orders.table
  }
}
