# After an upgrade: terraform apply -invoke=action.rabbitmqha_revive_node.rabbit3
action "rabbitmqha_revive_node" "rabbit3" {
  config {
    node = "rabbit@rabbit3"
  }
}
