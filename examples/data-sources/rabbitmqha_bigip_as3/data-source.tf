# AMQP for plain and for encrypted clients on one virtual address, in front of a cluster of three nodes. It needs neither a
# broker nor a BIG-IP to be rendered.
locals {
  brokers = {
    rabbit1 = "172.16.21.144"
    rabbit2 = "172.16.21.145"
    rabbit3 = "172.16.21.146"
  }
}

data "rabbitmqha_bigip_as3" "this" {
  tenant           = "rabbitmq"
  application      = "messaging"
  remark           = "three nodes, team messaging"
  rabbitmq_version = "4.3.6"

  listener {
    name = "amqp"

    bind {
      address = "10.0.0.10"
    }

    dynamic "server" {
      for_each = local.brokers
      content {
        name    = server.key
        address = server.value
      }
    }
  }

  listener {
    name     = "amqps" # passed through: the brokers have the certificate
    protocol = "amqps"

    bind {
      address = "10.0.0.10"
    }

    dynamic "server" {
      for_each = local.brokers
      content {
        name    = server.key
        address = server.value
      }
    }
  }
}

# F5's provider deploys it:
#
#   resource "bigip_as3" "rabbitmq" {
#     as3_json = data.rabbitmqha_bigip_as3.this.as3_json
#   }
output "as3_json" {
  value = data.rabbitmqha_bigip_as3.this.as3_json
}
