list "rabbitmqha_policy" "all" {
  provider = rabbitmqha

  config {
    vhost = "/"
  }
}
