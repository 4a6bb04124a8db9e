resource "rabbitmqha_vhost" "tenant" {
  name = "tenant"
}

# No queue of the tenant grows beyond a gigabyte, and an unused one is gone after a week, whatever its own policies say.
resource "rabbitmqha_operator_policy" "limits" {
  vhost    = rabbitmqha_vhost.tenant.name
  name     = "limits"
  pattern  = ""
  apply_to = "queues"

  definition {
    max_length_bytes = 1073741824
    expires          = 604800000 # milliseconds
  }
}
