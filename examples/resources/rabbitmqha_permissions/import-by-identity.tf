import {
  to = rabbitmqha_permissions.shop
  identity = {
    vhost = "shop"
    user  = "shop"
  }
}
