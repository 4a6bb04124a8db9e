import {
  to = rabbitmqha_operator_policy.limits
  identity = {
    vhost = "tenant"
    name  = "limits"
  }
}
