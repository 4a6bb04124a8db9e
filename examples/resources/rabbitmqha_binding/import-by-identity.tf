import {
  to = rabbitmqha_binding.billing
  identity = {
    vhost            = "/"
    source           = "orders"
    destination_type = "queue"
    destination      = "billing"
    properties_key   = "order.%2A.paid"
  }
}
