import {
  to = rabbitmqha_cluster_member.second
  id = "rabbit@rabbit2"
}
