import {
  to = rabbitmqha_user_limits.shop
  id = "shop"
}
