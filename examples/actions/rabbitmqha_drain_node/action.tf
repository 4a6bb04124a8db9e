# Before an upgrade: terraform apply -invoke=action.rabbitmqha_drain_node.rabbit3
action "rabbitmqha_drain_node" "rabbit3" {
  config {
    node = "rabbit@rabbit3"
  }
}
