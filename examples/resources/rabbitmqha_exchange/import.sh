# vhost/name, each percent-encoded
terraform import rabbitmqha_exchange.orders %2F/orders
