# vhost/user/exchange, each percent-encoded
terraform import rabbitmqha_topic_permissions.shop %2F/shop/events
