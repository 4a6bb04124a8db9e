# Name of the user, percent-encoded
terraform import rabbitmqha_user_limits.shop shop
