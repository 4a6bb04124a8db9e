# Name of the virtual host, percent-encoded: "%2F" for "/"
terraform import rabbitmqha_vhost_limits.shop shop
