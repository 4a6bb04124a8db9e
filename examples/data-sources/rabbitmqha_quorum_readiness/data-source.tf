data "rabbitmqha_quorum_readiness" "this" {
  vhost = "/"
}

# What stands in the way, and what to do about it.
output "quorum_readiness" {
  value = data.rabbitmqha_quorum_readiness.this.table
}

# What the clients of each queue have to declare, once it is a quorum queue.
output "quorum_arguments" {
  value = { for queue in data.rabbitmqha_quorum_readiness.this.queues : queue.name => jsondecode(queue.quorum_arguments) }
}
