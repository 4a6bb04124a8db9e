import {
  to = rabbitmqha_shovel.orders
  identity = {
    vhost = "shop"
    name  = "orders-to-archive"
  }
}
