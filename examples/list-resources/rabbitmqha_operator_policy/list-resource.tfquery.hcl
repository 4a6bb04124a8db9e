list "rabbitmqha_operator_policy" "all" {
  provider = rabbitmqha

  config {
    vhost = "/"
  }
}
