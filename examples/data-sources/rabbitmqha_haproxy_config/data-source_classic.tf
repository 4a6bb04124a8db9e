# The two-node file that many installations began with: round robin, TCP keep-alive, a check that only connects.
# Its first server alone is probed every half second while it is down.
data "rabbitmqha_haproxy_config" "classic" {
  daemon         = true
  redispatch     = false
  timeout_client = "24d" # it had no timeout, and this is the longest without a warning
  timeout_server = "24d"

  listener {
    name                    = "rabbitmq"
    balance                 = "roundrobin"
    on_marked_down_shutdown = false
    slowstart               = "0"

    bind {
      address = "0.0.0.0"
      port    = 56720
    }

    check {
      kind     = "tcp"
      interval = "2000"
    }

    server {
      name                = "rabbit1"
      address             = "172.16.21.144"
      check_down_interval = "500"
    }
    server {
      name    = "rabbit2"
      address = "172.16.21.145"
    }
  }
}

output "classic_haproxy_cfg" {
  value = data.rabbitmqha_haproxy_config.classic.config
}
