resource "rabbitmqha_policy" "orders" {
  name     = "looked_at.orders"
  pattern  = "^orders\\."
  apply_to = "queues"
  priority = 10

  definition {
    max_length = 100000
  }
}

data "rabbitmqha_policies" "default" {
  vhost      = "/"
  depends_on = [rabbitmqha_policy.orders]
}

# Policies of the virtual host / that match a name, the one that holds first.
output "policies_of_orders" {
  value = [
    for entry in reverse(sort([
      for policy in data.rabbitmqha_policies.default.policies : format("%03d %s", policy.priority, policy.name)
      if policy.apply_to != "exchanges" && provider::rabbitmqha::policy_matches(policy.pattern, "orders.new")
    ])) : split(" ", entry)[1]
  ]
}
