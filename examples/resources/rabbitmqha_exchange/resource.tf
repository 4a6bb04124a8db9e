# Durable, in the virtual host "/".
resource "rabbitmqha_exchange" "orders" {
  name = "orders"
  type = "topic"
}

# What it cannot route goes to another exchange rather than being lost.
resource "rabbitmqha_exchange" "payments" {
  vhost              = "shop"
  name               = "payments"
  type               = "direct"
  alternate_exchange = rabbitmqha_exchange.unroutable.name
}

resource "rabbitmqha_exchange" "unroutable" {
  vhost    = "shop"
  name     = "payments.unroutable"
  type     = "fanout"
  internal = true
}

# The type comes with the plugin rabbitmq_consistent_hash_exchange, enabled on every node.
resource "rabbitmqha_exchange" "sharded" {
  name      = "sharded"
  type      = "x-consistent-hash"
  arguments = jsonencode({ hash-header = "customer-id" })
}
