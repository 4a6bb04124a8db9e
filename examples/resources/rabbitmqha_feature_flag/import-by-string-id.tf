import {
  to = rabbitmqha_feature_flag.unroutable
  id = "drop_unroutable_metric"
}
