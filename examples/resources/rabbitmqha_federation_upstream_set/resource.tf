resource "rabbitmqha_vhost" "shop" {
  name = "shop"
}

resource "rabbitmqha_federation_upstream" "site" {
  for_each = toset(["north", "south"])

  vhost = rabbitmqha_vhost.shop.name
  name  = each.key
  uris  = ["amqps://rabbit.${each.key}.example.com:5671/shop"]
}

# Both sites at once. What comes from the south may travel on over one more link.
resource "rabbitmqha_federation_upstream_set" "sites" {
  vhost = rabbitmqha_vhost.shop.name
  name  = "sites"

  upstream {
    name = rabbitmqha_federation_upstream.site["north"].name
  }

  upstream {
    name     = rabbitmqha_federation_upstream.site["south"].name
    exchange = "orders.south"
    max_hops = 2
  }
}

resource "rabbitmqha_policy" "orders" {
  vhost    = rabbitmqha_vhost.shop.name
  name     = "orders"
  pattern  = "^orders$"
  apply_to = "exchanges"

  definition {
    federation_upstream_set = rabbitmqha_federation_upstream_set.sites.name
  }
}
