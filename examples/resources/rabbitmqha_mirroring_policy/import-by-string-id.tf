import {
  to = rabbitmqha_mirroring_policy.two
  id = "tasks/two"
}
