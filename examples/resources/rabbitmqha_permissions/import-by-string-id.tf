import {
  to = rabbitmqha_permissions.shop
  id = "shop/shop"
}
