import {
  to = rabbitmqha_topic_permissions.shop
  identity = {
    vhost    = "/"
    user     = "shop"
    exchange = "events"
  }
}
