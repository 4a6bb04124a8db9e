# A password that is new in each run, as from an ephemeral "random_password" that is stored elsewhere, cannot be
# compared: another version sets it.
resource "rabbitmqha_user" "worker" {
  name                = "worker"
  password_wo         = var.worker_password
  password_wo_version = 1
  verify_password     = false
}

variable "worker_password" {
  type      = string
  ephemeral = true
  default   = "not a secret either"
}
