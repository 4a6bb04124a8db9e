import {
  to = rabbitmqha_policy.orders
  id = "shop/orders"
}
