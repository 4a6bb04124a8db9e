# any id: a cluster has one name
terraform import rabbitmqha_cluster_name.this cluster_name
