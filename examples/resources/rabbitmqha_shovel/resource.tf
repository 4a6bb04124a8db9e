variable "shovel_password" {
  type      = string
  sensitive = true
  default   = "p@ss/word"
}

resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

# From a queue here to an exchange of another cluster, by each of its nodes.
resource "rabbitmqha_shovel" "orders" {
  vhost           = rabbitmqha_vhost.shop.name
  name            = "orders-to-archive"
  ack_mode        = "on-confirm"
  reconnect_delay = 10 # seconds

  source {
    # The virtual host "shop" on the node that the shovel runs on.
    uris           = ["amqp:///${rabbitmqha_vhost.shop.name}"]
    queue          = "orders.archive"
    prefetch_count = 100
  }

  destination {
    uris = [
      for host in ["rabbit1.example.com", "rabbit2.example.com"] :
      "amqps://shovel:${urlencode(var.shovel_password)}@${host}:5671/archive"
    ]
    exchange            = "archive"
    exchange_key        = "orders"
    add_forward_headers = true
    publish_properties  = jsonencode({ delivery_mode = 2 })
  }
}

# To a broker that speaks AMQP 1.0. There the virtual host is asked for by the host's name, not by a path.
resource "rabbitmqha_shovel" "audit" {
  vhost = rabbitmqha_vhost.shop.name
  name  = "audit"

  source {
    uris         = ["amqp:///${rabbitmqha_vhost.shop.name}"]
    exchange     = "amq.topic"
    exchange_key = "audit.#"
  }

  destination {
    uris     = ["amqps://shovel:${urlencode(var.shovel_password)}@bus.example.com:5671?hostname=vhost:audit"]
    protocol = "amqp10"
    address  = "/exchanges/audit"
  }
}
