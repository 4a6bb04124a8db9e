# vhost/source/destination_type/destination/properties_key, each percent-encoded. The properties key is what
# GET /api/bindings lists: "order.%2A.paid" for the routing key "order.*.paid", "~" for an empty one.
terraform import rabbitmqha_binding.billing %2F/orders/queue/billing/order.%252A.paid
