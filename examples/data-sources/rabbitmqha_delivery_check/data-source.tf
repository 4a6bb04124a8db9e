variable "amqp_address" {
  description = "Where clients connect: the balancer in front of the cluster."
  type        = string
  default     = "rabbit.example.com:5672"
}

# Warns after every plan and apply if a confirmed message does not come back.
check "delivery" {
  data "rabbitmqha_delivery_check" "this" {
    address    = var.amqp_address
    queue_type = "quorum"
  }

  assert {
    condition     = data.rabbitmqha_delivery_check.this.lost == 0
    error_message = "${data.rabbitmqha_delivery_check.this.lost} confirmed messages were lost."
  }
}
