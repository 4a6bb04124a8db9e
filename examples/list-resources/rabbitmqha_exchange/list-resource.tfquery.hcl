list "rabbitmqha_exchange" "orders" {
  provider = rabbitmqha

  config {
    vhost   = "/"
    pattern = "^orders\\."
  }
}
