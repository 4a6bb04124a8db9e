# From RabbitMQ 4.0. Each message goes to one random queue on the node that the publisher is connected to.
resource "rabbitmqha_exchange" "requests" {
  name = "requests"
  type = "x-local-random"
}
