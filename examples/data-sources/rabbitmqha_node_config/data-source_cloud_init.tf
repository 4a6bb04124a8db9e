# What cloud-init puts onto each of the machines.
locals {
  user_data = {
    for node, files in data.rabbitmqha_node_config.this.files : split("@", node)[1] => join("\n", ["#cloud-config", yamlencode({
      write_files = [for path, text in files : { path = path, content = text }]
    })])
  }
}

output "user_data" {
  value = local.user_data
}
