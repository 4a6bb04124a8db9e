resource "rabbitmqha_vhost" "orders" {
  name                = "ha-audit-orders"
  deletion_protection = false
}

resource "rabbitmqha_queue" "orders" {
  vhost = rabbitmqha_vhost.orders.name
  name  = "orders.new"
}

# Stops the run with an error where the loss of one node would take a queue of orders.
data "rabbitmqha_ha_audit" "orders" {
  vhost   = rabbitmqha_queue.orders.vhost
  pattern = "^orders(\\.|$)"

  lifecycle {
    postcondition {
      condition     = self.queues_at_risk == 0
      error_message = self.table
    }
  }
}

output "ha_audit_orders" {
  value = data.rabbitmqha_ha_audit.orders.table
}
