import {
  to = rabbitmqha_topic_permissions.shop
  id = "%2F/shop/events"
}
