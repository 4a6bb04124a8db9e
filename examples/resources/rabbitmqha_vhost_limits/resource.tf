resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

resource "rabbitmqha_vhost_limits" "shop" {
  vhost           = rabbitmqha_vhost.shop.name
  max_connections = 500
  max_queues      = 1000
}
