# One application in a tenant that has others, on a BIG-IP with per-application deployment. TLS ends on the BIG-IP, one node
# is drained for maintenance, and one far away stands in when no other is up.
data "rabbitmqha_bigip_as3" "shared" {
  tenant      = "messaging"
  application = "rabbitmq"

  listener {
    name     = "amqps"
    protocol = "amqps"

    bind {
      address = "10.0.0.11"
    }

    tls {
      client_ssl_profile = "/Common/rabbitmq-clientssl"
    }

    check {
      interval = "10s"
      fall     = 2
    }

    server {
      name    = "rabbit1"
      address = "172.16.21.144"
    }
    server {
      name    = "rabbit2"
      address = "172.16.21.145"
      drained = true
    }
    server {
      name    = "rabbit3"
      address = "192.168.40.7"
      backup  = true
    }
  }
}

# resource "bigip_as3" "rabbitmq" {
#   tenant_name = "messaging"
#   as3_json    = data.rabbitmqha_bigip_as3.shared.as3_per_app_json
# }
output "as3_per_app_json" {
  value = data.rabbitmqha_bigip_as3.shared.as3_per_app_json
}
