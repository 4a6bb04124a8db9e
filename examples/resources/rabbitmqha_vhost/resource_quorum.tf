# From RabbitMQ 3.11. Queues that clients declare here without a type become quorum queues.
resource "rabbitmqha_vhost" "shop" {
  name               = "shop"
  default_queue_type = "quorum"
}
