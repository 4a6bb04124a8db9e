# name, percent-encoded
terraform import rabbitmqha_user.shop shop
