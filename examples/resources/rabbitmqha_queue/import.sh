# vhost/name, each percent-encoded
terraform import rabbitmqha_queue.orders %2F/orders
