# The file recommended today, in front of a cluster of three nodes. It needs no broker to be rendered.
data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = "4.3.6"
  hard_stop_after  = "30s"

  log_target {
    address = "stdout"
  }

  listener {
    name = "rabbitmq_amqp"

    server {
      name    = "rabbit1"
      address = "172.16.21.144"
    }
    server {
      name    = "rabbit2"
      address = "172.16.21.145"
    }
    server {
      name    = "rabbit3"
      address = "172.16.21.146"
    }
  }

  stats {}
}

output "haproxy_cfg" {
  value = data.rabbitmqha_haproxy_config.this.config
}
