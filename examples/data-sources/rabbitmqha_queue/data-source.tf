resource "rabbitmqha_queue" "orders" {
  name = "looked_at.orders"
}

data "rabbitmqha_queue" "orders" {
  name = rabbitmqha_queue.orders.name

  # It is read once the queue is there.
  depends_on = [rabbitmqha_queue.orders]
}

# A warning in every plan and apply while a quorum queue is about to lose its majority.
check "orders" {
  assert {
    condition = length(data.rabbitmqha_queue.orders.online) > provider::rabbitmqha::majority(
      length(data.rabbitmqha_queue.orders.members)
    )
    error_message = "One more node lost, and the queue orders stops: only ${join(", ", data.rabbitmqha_queue.orders.online)} run."
  }
}

# What the policies that match come to together.
output "orders_policy" {
  value = jsondecode(data.rabbitmqha_queue.orders.effective_policy != null ? data.rabbitmqha_queue.orders.effective_policy : "{}")
}
