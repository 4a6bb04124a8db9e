import {
  to = rabbitmqha_parameter.upstream
  identity = {
    component = "federation-upstream"
    vhost     = "/"
    name      = "archive"
  }
}
