# The classic file of two nodes that older guides show, in Erlang terms.
data "rabbitmqha_node_config" "classic" {
  rabbitmq_version = "3.8.9"

  node {
    name = "rabbit@rabbit1"
  }
  node {
    name = "rabbit@rabbit2"
  }
}

output "rabbitmq_config" {
  value = data.rabbitmqha_node_config.classic.rabbitmq_config
}
