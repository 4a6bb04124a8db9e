import {
  to = rabbitmqha_vhost.orders
  identity = {
    name = "orders"
  }
}
