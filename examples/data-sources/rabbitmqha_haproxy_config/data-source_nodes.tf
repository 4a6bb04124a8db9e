# What the cluster has, on the ports that its nodes listen on: AMQP, and MQTT where the plugin is enabled. A node in
# maintenance keeps its connections and gets no new ones. Of a node that is down the broker does not say where it listens: its
# ports are those that all others have. Where they differ, a block "node" names them, and the plan stops rather than change the
# file to something else.
data "rabbitmqha_cluster" "behind" {
  lifecycle {
    postcondition {
      condition     = alltrue([for node in self.nodes : node.amqp_port != null])
      error_message = join(" ", self.warnings)
    }
  }
}

data "rabbitmqha_haproxy_config" "nodes" {
  rabbitmq_version = data.rabbitmqha_cluster.behind.version

  dynamic "listener" {
    for_each = setintersection(["amqp", "mqtt"], flatten([for node in data.rabbitmqha_cluster.behind.nodes : keys(node.ports)]))
    content {
      name     = "rabbitmq_${listener.key}"
      protocol = listener.key

      dynamic "server" {
        for_each = [for node in data.rabbitmqha_cluster.behind.nodes : node if contains(keys(node.ports), listener.key)]
        content {
          name       = replace(server.value.name, "@", ".")
          address    = server.value.address
          port       = server.value.ports[listener.key]
          check_port = server.value.management_port
          drained    = server.value.being_drained
        }
      }
    }
  }
}

output "nodes_haproxy_cfg" {
  value = data.rabbitmqha_haproxy_config.nodes.config
}
