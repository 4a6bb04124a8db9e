import {
  to = rabbitmqha_exchange.orders
  identity = {
    vhost = "/"
    name  = "orders"
  }
}
