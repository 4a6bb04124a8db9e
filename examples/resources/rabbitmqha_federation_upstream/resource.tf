variable "upstream_password" {
  type      = string
  sensitive = true
  default   = "p@ss/word"
}

resource "rabbitmqha_vhost" "branch" {
  name = "branch"
}

# Another cluster, by each of its nodes: when one is lost, the link takes another.
resource "rabbitmqha_federation_upstream" "head_office" {
  vhost = rabbitmqha_vhost.branch.name
  name  = "head-office"
  uris = [
    for host in ["rabbit1.example.com", "rabbit2.example.com", "rabbit3.example.com"] :
    "amqps://branch:${urlencode(var.upstream_password)}@${host}:5671/orders"
  ]

  reconnect_delay = 10        # seconds
  expires         = 259200000 # keep what is published while the link is down for three days, in milliseconds
}

# An upstream does nothing on its own: a policy says what is federated.
resource "rabbitmqha_policy" "federated" {
  vhost    = rabbitmqha_vhost.branch.name
  name     = "federated"
  pattern  = "^orders\\."
  apply_to = "exchanges"

  definition {
    federation_upstream = rabbitmqha_federation_upstream.head_office.name
  }
}
