resource "rabbitmqha_feature_flag" "unroutable" {
  name = "drop_unroutable_metric"
}
