resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

# Limits for every queue whose name begins with "orders.". What does not fit is refused, what expires is kept elsewhere.
resource "rabbitmqha_policy" "orders" {
  vhost    = rabbitmqha_vhost.shop.name
  name     = "orders"
  pattern  = "^orders\\."
  apply_to = "queues"
  priority = 10

  definition {
    message_ttl             = 86400000 # a day, in milliseconds
    max_length              = 100000
    overflow                = "reject-publish"
    dead_letter_exchange    = "" # the default exchange, which leads to the queue named by the routing key
    dead_letter_routing_key = "42"
  }
}

# Quorum queues give a message up after seven deliveries. From RabbitMQ 3.12 on apply_to = "quorum_queues" says it better
# than a pattern, and from 3.13 on target_group_size sets how many members such a queue has.
resource "rabbitmqha_policy" "payments" {
  vhost    = rabbitmqha_vhost.shop.name
  name     = "payments"
  pattern  = "^payments\\."
  apply_to = "queues"

  definition {
    delivery_limit          = 7
    dead_letter_exchange    = ""
    dead_letter_routing_key = "failed"
  }
}

# Every exchange hands what it cannot route to another one, in place of dropping it.
resource "rabbitmqha_policy" "unrouted" {
  vhost    = rabbitmqha_vhost.shop.name
  name     = "unrouted"
  pattern  = ""
  apply_to = "exchanges"

  definition {
    alternate_exchange = "unrouted"
  }
}
