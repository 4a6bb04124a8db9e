import {
  to = rabbitmqha_user.shop
  id = "shop"
}
