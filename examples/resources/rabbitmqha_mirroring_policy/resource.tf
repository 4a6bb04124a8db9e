# Before RabbitMQ 4.0. Every queue of the virtual host "/" has a copy on every node.
resource "rabbitmqha_mirroring_policy" "ha_all" {
  name    = "ha-all"
  pattern = ".*"
}

resource "rabbitmqha_vhost" "tasks" {
  name = "tasks"
}

# The same for four families of queues, by the beginnings of their names.
resource "rabbitmqha_mirroring_policy" "family" {
  for_each = {
    ha-all-reporting = "^reporting\\."
    ha-all-uts       = "^uts\\."
    ha-celery        = "^celery"
    ha-email         = "^email"
  }

  vhost   = rabbitmqha_vhost.tasks.name
  name    = each.key
  pattern = each.value
}

# Two copies instead of one on every node: less traffic, and one node may still fail.
resource "rabbitmqha_mirroring_policy" "two" {
  vhost    = rabbitmqha_vhost.tasks.name
  name     = "two"
  pattern  = "^bulk\\."
  mode     = "exactly"
  replicas = 2
}
