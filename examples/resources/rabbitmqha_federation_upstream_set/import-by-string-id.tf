import {
  to = rabbitmqha_federation_upstream_set.sites
  id = "shop/sites"
}
