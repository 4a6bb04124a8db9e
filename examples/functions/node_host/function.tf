# "rabbit1.example.com"
output "host" {
  value = provider::rabbitmqha::node_host("rabbit@rabbit1.example.com")
}
