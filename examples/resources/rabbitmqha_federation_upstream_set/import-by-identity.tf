import {
  to = rabbitmqha_federation_upstream_set.sites
  identity = {
    vhost = "shop"
    name  = "sites"
  }
}
