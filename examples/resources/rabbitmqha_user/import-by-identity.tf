import {
  to = rabbitmqha_user.shop
  identity = {
    name = "shop"
  }
}
