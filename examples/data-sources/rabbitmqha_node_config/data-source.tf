# Three machines that become one cluster at their first boot. No broker is needed to render their files.
locals {
  machines = {
    rabbit1 = "172.16.21.144"
    rabbit2 = "172.16.21.145"
    rabbit3 = "172.16.21.146"
  }
}

data "rabbitmqha_node_config" "this" {
  rabbitmq_version         = "4.3.6"
  cluster_name             = "orders"
  default_queue_type       = "quorum"
  vm_memory_high_watermark = "0.6"
  disk_free_limit          = "5GB"
  plugins                  = ["rabbitmq_management", "rabbitmq_prometheus"]

  dynamic "node" {
    for_each = local.machines
    content {
      name    = "rabbit@${node.key}"
      address = node.value
    }
  }

  settings = {
    "log.file.level"              = "info"
    "collect_statistics_interval" = "10000"
  }
}

output "rabbitmq_conf" {
  value = data.rabbitmqha_node_config.this.rabbitmq_conf
}

output "open_to_clients" {
  value = [for p in data.rabbitmqha_node_config.this.ports : p.port if p.from == "clients"]
}
