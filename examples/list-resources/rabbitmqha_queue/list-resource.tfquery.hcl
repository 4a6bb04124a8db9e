# Every queue of the virtual host "/" whose name begins with "orders.". To adopt them all:
#
#   terraform query -generate-config-out=adopted.tf
#   terraform plan
list "rabbitmqha_queue" "orders" {
  provider = rabbitmqha

  config {
    vhost   = "/"
    pattern = "^orders\\."
  }
}

# Of all virtual hosts at once, with every attribute; Terraform shows 100 by default.
list "rabbitmqha_queue" "all" {
  provider         = rabbitmqha
  include_resource = true
  limit            = 10000
}
