# name, percent-encoded
terraform import rabbitmqha_vhost.orders orders
