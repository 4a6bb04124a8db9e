locals {
  queues  = ["orders", "orders.dead", "amq.gen-x1", "celeryev.4711"]
  pattern = "^(?!amq\\.|celeryev\\.)"
}

# ["orders", "orders.dead"]
output "matched" {
  value = [for name in local.queues : name if provider::rabbitmqha::policy_matches(local.pattern, name)]
}

# A pattern that misses what it is for is seen while planning.
check "pattern" {
  assert {
    condition     = provider::rabbitmqha::policy_matches(local.pattern, "orders")
    error_message = "The pattern does not match the queue orders."
  }
}
