# The virtual host and the name, each percent-encoded: "%2F/orders" would be in the virtual host "/".
terraform import rabbitmqha_policy.orders shop/orders
