# Quorum queues that clients declared are taken over: their ids are what an import takes.
data "rabbitmqha_queues" "found" {
  vhost   = "/"
  pattern = "^legacy\\."
}

locals {
  found = {
    for queue in data.rabbitmqha_queues.found.queues : queue.name => queue
    if queue.type == "quorum" && queue.arguments == "{}"
  }
}

import {
  for_each = local.found
  to       = rabbitmqha_queue.found[each.key]
  id       = each.value.id
}

resource "rabbitmqha_queue" "found" {
  for_each = local.found

  vhost = each.value.vhost
  name  = each.value.name
}
