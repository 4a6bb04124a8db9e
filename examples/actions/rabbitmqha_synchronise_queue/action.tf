# Before RabbitMQ 4.0. Before a node is stopped: terraform apply -invoke=action.rabbitmqha_synchronise_queue.celery
action "rabbitmqha_synchronise_queue" "celery" {
  config {
    vhost = "/"
    name  = "celery"
  }
}
