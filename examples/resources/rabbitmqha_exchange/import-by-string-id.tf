import {
  to = rabbitmqha_exchange.orders
  id = "%2F/orders"
}
