# The virtual host and the name, each percent-encoded: "%2F/orders-to-archive" would be in the virtual host "/".
terraform import rabbitmqha_shovel.orders shop/orders-to-archive
