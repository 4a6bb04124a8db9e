data "rabbitmqha_cluster" "this" {}

output "cluster_nodes" {
  value = { for node in data.rabbitmqha_cluster.this.nodes : node.name => try("${node.address}:${node.amqp_port}", "not known") }
}

# A warning in every plan and apply while quorum queues cannot work, without stopping it.
check "cluster" {
  assert {
    condition     = data.rabbitmqha_cluster.this.has_majority
    error_message = "The cluster has lost its majority: ${join(" ", data.rabbitmqha_cluster.this.warnings)}"
  }
}

# A load balancer in front of whatever nodes the cluster has. The file does not change while a node is away.
data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version

  listener {
    name = "rabbitmq_amqp"

    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      content {
        name       = replace(server.value.name, "@", ".")
        address    = server.value.address
        port       = server.value.amqp_port
        check_port = server.value.management_port
        drained    = server.value.being_drained
      }
    }
  }
}
