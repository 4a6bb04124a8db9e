import {
  to = rabbitmqha_feature_flag.unroutable
  identity = {
    name = "drop_unroutable_metric"
  }
}
