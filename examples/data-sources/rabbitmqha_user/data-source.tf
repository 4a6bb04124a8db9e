resource "rabbitmqha_user" "shop" {
  name = "shop"
  tags = ["monitoring"]
}

data "rabbitmqha_user" "shop" {
  name = rabbitmqha_user.shop.name
}

# Fails the plan with a warning when somebody makes an administrator of it.
check "shop_is_no_administrator" {
  assert {
    condition     = !contains(data.rabbitmqha_user.shop.tags, "administrator")
    error_message = "The user shop has become an administrator."
  }
}

output "vhosts" {
  value = data.rabbitmqha_user.shop.permissions[*].vhost
}
