# A node that is gone for longer: its members are taken off the queues, so that others can be grown in their place.
action "rabbitmqha_shrink_queues" "rabbit3" {
  config {
    node    = "rabbit@rabbit3"
    through = "rabbit@rabbit1"
  }
}
