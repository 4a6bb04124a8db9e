import {
  to = rabbitmqha_vhost_limits.shop
  id = "shop"
}
