# name, percent-encoded
terraform import rabbitmqha_feature_flag.unroutable drop_unroutable_metric
