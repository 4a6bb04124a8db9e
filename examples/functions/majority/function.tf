locals {
  nodes = ["rabbit@rabbit1", "rabbit@rabbit2", "rabbit@rabbit3"]
}

# 2
output "needed" {
  value = provider::rabbitmqha::majority(length(local.nodes))
}

# 1
output "may_be_lost" {
  value = length(local.nodes) - provider::rabbitmqha::majority(length(local.nodes))
}
