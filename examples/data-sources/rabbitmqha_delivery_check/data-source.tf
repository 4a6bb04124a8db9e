data "rabbitmqha_cluster" "this" {}

locals {
  # In production this is the address of the balancer, where clients connect.
  running = [for node in data.rabbitmqha_cluster.this.nodes : node if node.running][0]
  address = "${local.running.address}:${coalesce(local.running.amqp_port, 5672)}"
}

data "rabbitmqha_delivery_check" "this" {
  address    = local.address
  queue_type = "quorum"
}

# Warns after every plan and apply unless every message was confirmed and came back.
check "delivery" {
  assert {
    condition     = data.rabbitmqha_delivery_check.this.consumed == data.rabbitmqha_delivery_check.this.published
    error_message = "${data.rabbitmqha_delivery_check.this.consumed} of ${data.rabbitmqha_delivery_check.this.published} messages were delivered."
  }
}
