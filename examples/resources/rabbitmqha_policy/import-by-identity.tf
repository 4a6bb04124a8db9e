import {
  to = rabbitmqha_policy.orders
  identity = {
    vhost = "shop"
    name  = "orders"
  }
}
