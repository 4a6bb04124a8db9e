# The virtual host and the user, each percent-encoded: "%2F/shop" would be in the virtual host "/".
terraform import rabbitmqha_permissions.shop shop/shop
