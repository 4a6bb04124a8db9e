variable "app_password" {
  type      = string
  sensitive = true
  default   = "p@ss/word" # for the example alone
}

# amqps://app:p%40ss%2Fword@rabbit.example.com:5671/%2F?heartbeat=30
output "app_uri" {
  sensitive = true
  value = provider::rabbitmqha::amqp_uri({
    scheme   = "amqps"
    host     = "rabbit.example.com"
    port     = 5671
    username = "app"
    password = var.app_password
    vhost    = "/"
    query    = { heartbeat = 30 }
  })
}

# amqp:///reports: the virtual host "reports" of the broker that a shovel runs on
output "local_uri" {
  value = provider::rabbitmqha::amqp_uri({ vhost = "reports" })
}
