# What cloud-init puts onto each of the machines.
locals {
  user_data = {
    for host, address in local.machines : host => join("\n", ["#cloud-config", yamlencode({
      write_files = [
        for path, text in {
          "/etc/rabbitmq/rabbitmq.conf"                               = data.rabbitmqha_node_config.this.rabbitmq_conf
          "/etc/rabbitmq/advanced.config"                             = data.rabbitmqha_node_config.this.advanced_config
          "/etc/rabbitmq/enabled_plugins"                             = data.rabbitmqha_node_config.this.enabled_plugins
          "/etc/rabbitmq/rabbitmq-env.conf"                           = data.rabbitmqha_node_config.this.rabbitmq_env_conf["rabbit@${host}"]
          "/etc/systemd/system/rabbitmq-server.service.d/limits.conf" = data.rabbitmqha_node_config.this.systemd_limits
        } : { path = path, content = text }
      ]
    })])
  }
}

output "user_data" {
  value = local.user_data
}
