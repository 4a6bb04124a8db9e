# Needs separate nodes. Two fresh nodes join the first, whose name is enough: it needs no resource of its own.
locals {
  first = "rabbit@rabbit1"
}

resource "rabbitmqha_cluster_member" "second" {
  node    = "rabbit@rabbit2"
  cluster = [local.first]
}

resource "rabbitmqha_cluster_member" "third" {
  node    = "rabbit@rabbit3"
  cluster = [local.first, rabbitmqha_cluster_member.second.node]

  # Quorum queues that exist already get a member on the new node.
  quorum_queues {
    grow = "all"
  }
}
