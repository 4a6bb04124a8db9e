# What is left out keeps the value that the broker or another tool gave it.
resource "rabbitmqha_vhost" "orders" {
  name = "orders"
}

resource "rabbitmqha_vhost" "reporting" {
  name        = "reporting"
  description = "Reports, fed by the shops"
  tags        = ["shop", "production"]
}
