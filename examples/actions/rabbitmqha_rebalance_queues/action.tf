# Leaders are spread over the nodes again when this queue is declared.
resource "rabbitmqha_queue" "work" {
  name = "rebalanced"

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.rabbitmqha_rebalance_queues.all]
    }
  }
}

action "rabbitmqha_rebalance_queues" "all" {}
