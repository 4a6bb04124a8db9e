# From RabbitMQ 3.10. (Users have limits from 3.8.10.)
resource "rabbitmqha_user" "shop" {
  name          = "shop"
  password_hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
}

# A client that leaks channels is stopped before it takes the broker down.
resource "rabbitmqha_user_limits" "shop" {
  user            = rabbitmqha_user.shop.name
  max_connections = 100
  max_channels    = 2000
}
