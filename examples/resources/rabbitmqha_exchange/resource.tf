# Durable, in the virtual host "/".
resource "rabbitmqha_exchange" "orders" {
  name = "orders"
  type = "topic"
}

resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

# What it cannot route goes to another exchange rather than being lost.
resource "rabbitmqha_exchange" "payments" {
  vhost              = rabbitmqha_vhost.shop.name
  name               = "payments"
  type               = "direct"
  alternate_exchange = rabbitmqha_exchange.unroutable.name
}

resource "rabbitmqha_exchange" "unroutable" {
  vhost    = rabbitmqha_vhost.shop.name
  name     = "payments.unroutable"
  type     = "fanout"
  internal = true
}
