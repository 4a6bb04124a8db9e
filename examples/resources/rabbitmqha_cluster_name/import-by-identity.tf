import {
  to = rabbitmqha_cluster_name.this
  identity = {
    id = "cluster_name"
  }
}
