# Bindings from or to anything whose name begins with "orders.".
list "rabbitmqha_binding" "orders" {
  provider = rabbitmqha

  config {
    vhost   = "/"
    pattern = "^orders\\."
  }
}
