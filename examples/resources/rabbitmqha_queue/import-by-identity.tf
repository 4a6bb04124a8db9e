import {
  to = rabbitmqha_queue.orders
  identity = {
    vhost = "/"
    name  = "orders"
  }
}
