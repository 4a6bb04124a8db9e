resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

resource "rabbitmqha_user" "shop" {
  name          = "shop"
  password_hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
}

# Celery declares its own queues and exchanges, and also those that begin with "amq.gen".
resource "rabbitmqha_permissions" "shop" {
  vhost     = rabbitmqha_vhost.shop.name
  user      = rabbitmqha_user.shop.name
  configure = "^(celery|amq\\.gen)"
  write     = "^(celery|amq\\.)"
  read      = ".*"
}
