# From RabbitMQ 3.11. Queues that clients declare here without a type become quorum queues.
resource "rabbitmqha_vhost" "payments" {
  name               = "payments"
  default_queue_type = "quorum"
}
