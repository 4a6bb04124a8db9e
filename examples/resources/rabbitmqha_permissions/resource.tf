resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

resource "rabbitmqha_user" "shop" {
  name          = "shop"
  password_hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
}

# A worker of Celery with its queue "celery": that and its exchange, events, remote control, delayed tasks, and nothing else.
locals {
  celery = "^(celery|celeryev(\\..*)?|(.*\\.)?celery\\.pidbox|celery_delayed_([0-9]+|delivery))$"
}

resource "rabbitmqha_permissions" "shop" {
  vhost     = rabbitmqha_vhost.shop.name
  user      = rabbitmqha_user.shop.name
  configure = local.celery
  write     = local.celery
  read      = local.celery
}
