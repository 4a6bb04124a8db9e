import {
  to = rabbitmqha_parameter.upstream
  id = "federation-upstream/%2F/archive"
}
