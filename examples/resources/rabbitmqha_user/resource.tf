variable "shop_password" {
  type      = string
  ephemeral = true
  sensitive = true
  default   = "not a secret: this is an example"
}

# The password is kept in no state. Whoever changes it elsewhere is noticed by the next plan.
resource "rabbitmqha_user" "shop" {
  name        = "shop"
  password_wo = var.shop_password
}

# A hash from "rabbitmqctl hash_password" or from an export of definitions.
resource "rabbitmqha_user" "grafana" {
  name          = "grafana"
  tags          = ["monitoring"]
  password_hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
}

# Logs in with a client certificate: no password, whoever gives it one.
resource "rabbitmqha_user" "backup" {
  name          = "backup"
  password_hash = ""
}
