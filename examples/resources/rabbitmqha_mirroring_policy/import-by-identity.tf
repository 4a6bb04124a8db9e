import {
  to = rabbitmqha_mirroring_policy.two
  identity = {
    vhost = "tasks"
    name  = "two"
  }
}
