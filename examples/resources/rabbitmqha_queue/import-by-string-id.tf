import {
  to = rabbitmqha_queue.orders
  id = "%2F/orders"
}
