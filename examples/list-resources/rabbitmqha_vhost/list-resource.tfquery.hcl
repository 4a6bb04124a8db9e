list "rabbitmqha_vhost" "all" {
  provider = rabbitmqha
}
