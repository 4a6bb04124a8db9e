# TLS that HAProxy ends and begins again towards the brokers, TLS that it passes through, and clients' addresses handed on
# to brokers with "proxy_protocol = true". Host names are looked up while HAProxy runs.
data "rabbitmqha_haproxy_config" "tls" {
  haproxy_version  = "3.0"
  rabbitmq_version = "4.3.6"

  resolvers {
    parse_resolv_conf = true
  }

  listener {
    name            = "ended"
    protocol        = "amqps"
    allowed_sources = ["10.0.0.0/8", "2001:db8::/32"]

    tls {
      certificate_file = "/etc/haproxy/rabbitmq.pem"
      server_ca_file   = "/etc/haproxy/rabbitmq-ca.pem"
    }

    check {
      tls {}
    }

    server {
      name    = "rabbit1"
      address = "rabbit1.example.org"
    }
    server {
      name    = "rabbit2"
      address = "rabbit2.example.org"
    }
    server {
      name    = "rabbit3"
      address = "rabbit3.example.org"
    }
  }

  listener {
    name     = "passed_through"
    protocol = "mqtts"

    server {
      name    = "rabbit1"
      address = "rabbit1.example.org"
    }
    server {
      name    = "rabbit2"
      address = "rabbit2.example.org"
      backup  = true
    }
  }

  listener {
    name       = "handed_on"
    send_proxy = "v2"

    # The only check that sees whether brokers expect the header.
    check {
      kind = "amqp"
    }

    server {
      name    = "rabbit1"
      address = "172.16.21.144"
    }
    server {
      name    = "rabbit2"
      address = "172.16.21.145"
    }
  }
}

output "tls_haproxy_cfg" {
  value = data.rabbitmqha_haproxy_config.tls.config
}
