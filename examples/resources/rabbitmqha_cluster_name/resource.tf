resource "rabbitmqha_cluster_name" "this" {
  name = "shop-production"
}
