# From RabbitMQ 4.2. Within the cluster, without a connection: user, password and virtual host of the URI are all that counts.
resource "rabbitmqha_shovel" "requeue" {
  name = "requeue"

  source {
    uris        = ["amqp://"]
    protocol    = "local"
    queue       = "failed"
    predeclared = true
  }

  destination {
    uris            = ["amqp://"]
    protocol        = "local"
    queue           = "retried"
    queue_arguments = jsonencode({ x-queue-type = "quorum" })
  }
}
