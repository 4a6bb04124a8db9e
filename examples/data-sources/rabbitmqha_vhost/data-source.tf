data "rabbitmqha_vhost" "default" {
  name = "/"
}

# A warning in every plan and apply while the virtual host does not run on some node.
check "default_vhost" {
  assert {
    condition     = alltrue([for state in values(data.rabbitmqha_vhost.default.node_states) : state == "running"])
    error_message = "The virtual host / does not run everywhere: ${jsonencode(data.rabbitmqha_vhost.default.node_states)}"
  }
}
