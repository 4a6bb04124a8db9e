data "rabbitmqha_vhosts" "all" {}

# One limit for the queues of every virtual host that bears the tag "shop", whoever made it.
resource "rabbitmqha_operator_policy" "length" {
  for_each = toset([for vhost in data.rabbitmqha_vhosts.all.vhosts : vhost.name if contains(vhost.tags, "shop")])

  vhost    = each.value
  name     = "length"
  pattern  = ".*"
  apply_to = "queues"

  definition {
    max_length = 1000000
  }
}
