import {
  to = rabbitmqha_cluster_member.second
  identity = {
    node = "rabbit@rabbit2"
  }
}
