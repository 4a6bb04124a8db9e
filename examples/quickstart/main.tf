# A highly available RabbitMQ in one file: what "make quickstart" applies to three separate nodes.
#
# The nodes become one cluster. Before RabbitMQ 4.0 a policy then mirrors classic queues to every node; from 4.0 on the
# queues are quorum queues, which are replicated by themselves. Exchanges, bindings and clients are the same.

terraform {
  required_version = ">= 1.11"
  required_providers {
    rabbitmqha = {
      source = "rabbitmqha/rabbitmqha"
    }
  }
}

# endpoints, username and password come from RABBITMQ_ENDPOINTS, RABBITMQ_USERNAME and RABBITMQ_PASSWORD, the cookie that
# the nodes know each other by from RABBITMQ_ERLANG_COOKIE.
provider "rabbitmqha" {
  erlang {
    epmd_port = var.epmd_port
  }
}

variable "nodes" {
  description = "Names of the nodes; the others join the first. Empty where the cluster is there already."
  type        = list(string)
  default     = []
}

variable "ports" {
  description = "Ports of each node, where nodes listen on different ones."
  type        = map(map(number))
  default     = {}
}

variable "epmd_port" {
  description = "Port of epmd, where the nodes are found."
  type        = number
  default     = 4369
}

variable "mirroring" {
  description = "Whether to mirror classic queues, before RabbitMQ 4.0, in place of quorum queues."
  type        = bool
  default     = false
}

variable "haproxy_port" {
  description = "Port on which HAProxy takes AMQP clients."
  type        = number
  default     = 56720
}

variable "stats_port" {
  description = "Port of HAProxy's statistics page."
  type        = number
  default     = 58404
}

locals {
  # What is to survive the loss of a node, by the beginning of the queues' names.
  replicated = {
    ha-all-reporting = "^reporting\\."
    ha-all-uts       = "^uts\\."
    ha-celery        = "^celery"
    ha-email         = "^email"
  }

  # Each queue with the key that binds it to the exchange.
  queues = {
    "reporting.daily" = "reporting.#"
    "uts.events"      = "uts.*"
    "celery"          = "celery"
    "email"           = "email.*"
  }
}

resource "rabbitmqha_cluster_member" "this" {
  for_each = toset(slice(var.nodes, min(1, length(var.nodes)), length(var.nodes)))

  node    = each.key
  cluster = [var.nodes[0]]
}

data "rabbitmqha_cluster" "this" {
  dynamic "node" {
    for_each = var.ports
    content {
      name  = node.key
      ports = node.value
    }
  }

  depends_on = [rabbitmqha_cluster_member.this]
}

resource "rabbitmqha_vhost" "apps" {
  name        = "apps"
  description = "Reporting, UTS, Celery and e-mail"

  # What is declared before the nodes are one cluster lives on one of them.
  depends_on = [rabbitmqha_cluster_member.this]
}

resource "rabbitmqha_mirroring_policy" "ha" {
  for_each = var.mirroring ? local.replicated : {}

  vhost   = rabbitmqha_vhost.apps.name
  name    = each.key
  pattern = each.value
}

resource "rabbitmqha_exchange" "apps" {
  vhost = rabbitmqha_vhost.apps.name
  name  = "apps"
  type  = "topic"
}

resource "rabbitmqha_queue" "apps" {
  for_each = local.queues

  vhost = rabbitmqha_vhost.apps.name
  name  = each.key
  type  = var.mirroring ? "classic" : "quorum"

  # A queue is mirrored from its first message on.
  depends_on = [rabbitmqha_mirroring_policy.ha]
}

resource "rabbitmqha_binding" "apps" {
  for_each = local.queues

  source_id      = rabbitmqha_exchange.apps.id
  destination_id = rabbitmqha_queue.apps[each.key].id
  routing_key    = each.value
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

    # Faster than a production's five seconds: the quick start kills a node and does not want to wait.
    check {
      interval      = "1s"
      fast_interval = "500ms"
      down_interval = "500ms"
      rise          = 1
      fall          = 2
    }

    # Each node where it really listens. A node that is down listens nowhere: it keeps its place where all nodes have the same
    # ports, or where a block "node" of rabbitmqha_cluster names them.
    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      iterator = node
      content {
        name       = replace(node.value.name, "@", ".")
        address    = node.value.address
        port       = node.value.amqp_port
        check_port = node.value.management_port
      }
    }
  }

  stats {
    bind {
      address = "127.0.0.1"
      port    = var.stats_port
    }
  }
}

check "majority" {
  assert {
    condition     = data.rabbitmqha_cluster.this.has_majority
    error_message = "Less than a majority of the cluster's nodes is running."
  }
}

output "haproxy_config" {
  description = "The configuration file for HAProxy."
  value       = data.rabbitmqha_haproxy_config.this.config
}

output "queues" {
  description = "The replicated queues and the keys that lead to them through the exchange."
  value       = local.queues
}
