# Which policy a quorum queue of this name would get, before it is declared.
data "rabbitmqha_effective_policy" "orders" {
  name = "orders"
  type = "quorum"
}

check "orders_have_a_delivery_limit" {
  assert {
    condition     = can(jsondecode(one(data.rabbitmqha_effective_policy.orders.effects).definition)["delivery-limit"])
    error_message = "No policy limits the deliveries of the queue \"orders\"."
  }
}
