import {
  to = rabbitmqha_federation_upstream.head_office
  id = "branch/head-office"
}
