import {
  to = rabbitmqha_cluster_name.this
  id = "cluster_name"
}
