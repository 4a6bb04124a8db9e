import {
  to = rabbitmqha_binding.billing
  id = "%2F/orders/queue/billing/order.%252A.paid"
}
