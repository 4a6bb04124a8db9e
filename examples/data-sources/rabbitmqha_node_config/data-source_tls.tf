# Clients over TLS only, and with certificates of their own, behind a balancer that speaks the PROXY protocol.
data "rabbitmqha_node_config" "tls" {
  rabbitmq_version = "4.3.6"
  proxy_protocol   = true

  listener {
    protocol = "amqps"
  }
  listener {
    protocol = "management_tls"
  }

  tls {
    cacertfile           = "/etc/rabbitmq/tls/ca.pem"
    certfile             = "/etc/rabbitmq/tls/cert.pem"
    keyfile              = "/etc/rabbitmq/tls/key.pem"
    verify               = "verify_peer"
    fail_if_no_peer_cert = true
    versions             = ["tlsv1.3", "tlsv1.2"]
    only                 = true
  }

  # Quorum queues report their numbers every second.
  advanced {
    application = "rabbit"
    key         = "quorum_tick_interval"
    value       = "1000"
  }
}

output "tls_rabbitmq_conf" {
  value = data.rabbitmqha_node_config.tls.rabbitmq_conf
}
