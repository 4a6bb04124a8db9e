# Two hundred objects, which Terraform makes, changes and removes while nodes fail.

terraform {
  required_providers {
    rabbitmqha = {
      source = "rabbitmqha/rabbitmqha"
    }
  }
}

variable "changed" {
  description = "Whether one queue goes and another one comes, with a user, a policy and a binding, and a policy changes."
  type        = bool
  default     = false
}

resource "rabbitmqha_vhost" "this" {
  name = "many"
}

resource "rabbitmqha_user" "this" {
  name          = "many"
  password_hash = ""
}

resource "rabbitmqha_permissions" "this" {
  vhost     = rabbitmqha_vhost.this.name
  user      = rabbitmqha_user.this.name
  configure = ""
  write     = ".*"
  read      = ".*"
}

resource "rabbitmqha_exchange" "this" {
  count = 20

  vhost = rabbitmqha_vhost.this.name
  name  = "exchange ${count.index}"
  type  = "topic"
}

# Every other one is classic: on one node alone, and before RabbitMQ 4.0 not to be read by its name while that is down.
resource "rabbitmqha_queue" "this" {
  count = 60

  vhost         = rabbitmqha_vhost.this.name
  name          = "queue ${count.index}"
  type          = count.index % 2 == 0 ? "classic" : "quorum"
  force_destroy = true
}

resource "rabbitmqha_binding" "this" {
  count = 80

  vhost       = rabbitmqha_vhost.this.name
  source      = rabbitmqha_exchange.this[count.index % 20].name
  destination = rabbitmqha_queue.this[count.index % 60].name
  routing_key = "key ${count.index}"
}

resource "rabbitmqha_policy" "this" {
  count = 35

  vhost    = rabbitmqha_vhost.this.name
  name     = "policy ${count.index}"
  pattern  = "^queue ${count.index}$"
  apply_to = "queues"

  definition {
    max_length = 1000
  }
}

resource "rabbitmqha_policy" "changing" {
  vhost    = rabbitmqha_vhost.this.name
  name     = "changing"
  pattern  = "^none$"
  apply_to = "queues"

  definition {
    max_length = var.changed ? 2000 : 1000
  }
}

resource "rabbitmqha_queue" "old" {
  count = var.changed ? 0 : 1

  vhost         = rabbitmqha_vhost.this.name
  name          = "old"
  force_destroy = true
}

resource "rabbitmqha_queue" "new" {
  count = var.changed ? 1 : 0

  vhost         = rabbitmqha_vhost.this.name
  name          = "new"
  type          = "classic"
  force_destroy = true
}

resource "rabbitmqha_user" "new" {
  count = var.changed ? 1 : 0

  name          = "new"
  password_hash = ""
}

resource "rabbitmqha_policy" "new" {
  count = var.changed ? 1 : 0

  vhost    = rabbitmqha_vhost.this.name
  name     = "new"
  pattern  = "^new$"
  apply_to = "queues"

  definition {
    max_length = 1000
  }
}

# Its queue is classic.
resource "rabbitmqha_binding" "new" {
  count = var.changed ? 1 : 0

  vhost       = rabbitmqha_vhost.this.name
  source      = rabbitmqha_exchange.this[0].name
  destination = rabbitmqha_queue.this[0].name
  routing_key = "new ~/ä"
}
