import {
  to = rabbitmqha_user_limits.shop
  identity = {
    user = "shop"
  }
}
