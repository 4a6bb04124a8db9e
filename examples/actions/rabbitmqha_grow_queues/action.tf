# Quorum queues of the virtual host "apps" get a member on a node that came later.
action "rabbitmqha_grow_queues" "rabbit3" {
  config {
    node          = "rabbit@rabbit3"
    vhost_pattern = "^apps$"
    strategy      = "even"
  }
}
