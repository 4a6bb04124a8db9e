import {
  to = rabbitmqha_vhost.orders
  id = "orders"
}
