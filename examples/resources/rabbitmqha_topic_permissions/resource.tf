resource "rabbitmqha_exchange" "events" {
  name = "events"
  type = "topic"
}

resource "rabbitmqha_user" "shop" {
  name          = "shop"
  password_hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
}

# The exchange is open to it, but only for routing keys that begin with its own name.
resource "rabbitmqha_topic_permissions" "shop" {
  user     = rabbitmqha_user.shop.name
  exchange = rabbitmqha_exchange.events.name
  write    = "^{username}\\."
  read     = ".*"

  lifecycle {
    replace_triggered_by = [rabbitmqha_exchange.events.id]
  }
}
