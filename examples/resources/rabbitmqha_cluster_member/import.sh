# node, percent-encoded
terraform import rabbitmqha_cluster_member.second rabbit@rabbit2
