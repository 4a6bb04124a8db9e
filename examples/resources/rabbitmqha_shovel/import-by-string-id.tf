import {
  to = rabbitmqha_shovel.orders
  id = "shop/orders-to-archive"
}
