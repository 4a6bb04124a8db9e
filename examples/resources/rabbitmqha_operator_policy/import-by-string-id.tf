import {
  to = rabbitmqha_operator_policy.limits
  id = "tenant/limits"
}
