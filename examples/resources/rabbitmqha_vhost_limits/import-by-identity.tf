import {
  to = rabbitmqha_vhost_limits.shop
  identity = {
    vhost = "shop"
  }
}
