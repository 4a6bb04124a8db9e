import {
  to = rabbitmqha_federation_upstream.head_office
  identity = {
    vhost = "branch"
    name  = "head-office"
  }
}
