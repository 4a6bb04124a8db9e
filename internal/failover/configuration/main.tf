# What the failover suite works on: queues that are replicated, one that is not, and HAProxy in front.

terraform {
  required_providers {
    rabbitmqha = {
      source = "rabbitmqha/rabbitmqha"
    }
  }
}

variable "mirroring" {
  description = "Whether the replicated queue is a mirrored classic one, before RabbitMQ 4.0, in place of a quorum queue."
  type        = bool
}

variable "haproxy_port" {
  description = "Port on which HAProxy takes AMQP clients."
  type        = number
}

variable "statistics_port" {
  description = "Port on which HAProxy tells how it finds the nodes."
  type        = number
}

variable "outside" {
  description = "Where HAProxy reaches nodes that do not know it themselves, by the node's name."
  type        = map(object({ address = string, port = number, check_port = number }))
  default     = {}
}

data "rabbitmqha_cluster" "this" {}

resource "rabbitmqha_vhost" "this" {
  name = "failover"
}

resource "rabbitmqha_mirroring_policy" "this" {
  count = var.mirroring ? 1 : 0

  vhost   = rabbitmqha_vhost.this.name
  name    = "ha-all"
  pattern = "^replicated"
}

resource "rabbitmqha_queue" "replicated" {
  for_each = toset(["replicated", "replicated.stored", "replicated.unconfirmed"])

  vhost         = rabbitmqha_vhost.this.name
  name          = each.key
  type          = var.mirroring ? "classic" : "quorum"
  force_destroy = true

  depends_on = [rabbitmqha_mirroring_policy.this]
}

resource "rabbitmqha_queue" "alone" {
  vhost         = rabbitmqha_vhost.this.name
  name          = "alone"
  type          = "classic"
  force_destroy = true
}

data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version

  listener {
    name      = "rabbitmq"
    slowstart = "0"

    bind {
      address = "127.0.0.1"
      port    = var.haproxy_port
    }

    check {
      interval      = "1s"
      fast_interval = "500ms"
      down_interval = "500ms"
      rise          = 1
      fall          = 2
    }

    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      iterator = node
      content {
        name       = replace(node.value.name, "@", ".")
        address    = try(var.outside[node.value.name].address, node.value.address)
        port       = try(var.outside[node.value.name].port, node.value.amqp_port)
        check_port = try(var.outside[node.value.name].check_port, node.value.management_port)
      }
    }
  }

  stats {
    bind {
      port = var.statistics_port
    }
  }
}

output "haproxy_config" {
  value = data.rabbitmqha_haproxy_config.this.config
}
