package provider_test

// secretsRenderers are the data sources that render text with a secret in it.
const secretsRenderers = `
data "rabbitmqha_haproxy_config" "this" {
  listener {
    name     = "amqp"
    protocol = "amqp"
    check {
      kind     = "http"
      username = "monitor"
      password = var.secret["data.rabbitmqha_haproxy_config listener.check.password"]
    }
    server {
      name    = "rabbit1"
      address = "rabbit1.invalid"
    }
  }
  stats {
    username = "monitor"
    password = var.secret["data.rabbitmqha_haproxy_config stats.password"]
  }
}
data "rabbitmqha_bigip_as3" "this" {
  tenant = "rabbitmq"
  listener {
    name = "amqp"
    bind {
      address = "10.0.0.10"
    }
    check {
      kind     = "http"
      username = "monitor"
      password = var.secret["data.rabbitmqha_bigip_as3 listener.check.password"]
    }
    server {
      name    = "rabbit1"
      address = "10.0.0.1"
    }
  }
}
data "rabbitmqha_client_settings" "this" {
  endpoint {
    address = "10.0.0.10"
  }
  username = "orders"
  password = var.secret["data.rabbitmqha_client_settings password"]
}
data "rabbitmqha_node_config" "this" {
  rabbitmq_version   = "4.3.6"
  default_user       = "orders"
  default_pass       = var.secret["data.rabbitmqha_node_config default_pass"]
  settings_sensitive = { "ssl_options.password" = var.secret["data.rabbitmqha_node_config settings_sensitive"] }
  node {
    name               = "rabbit@rabbit1"
    settings_sensitive = { "management.ssl.password" = var.secret["data.rabbitmqha_node_config node.settings_sensitive"] }
    advanced {
      application     = "rabbitmq_auth_backend_ldap"
      key             = "other_bind"
      value_sensitive = jsonencode(var.secret["data.rabbitmqha_node_config node.advanced.value_sensitive"])
    }
  }
  inter_node_tls {
    cacertfile = "/etc/rabbitmq/tls/ca.pem"
    certfile   = "/etc/rabbitmq/tls/cert.pem"
    keyfile    = "/etc/rabbitmq/tls/key.pem"
    password   = var.secret["data.rabbitmqha_node_config inter_node_tls.password"]
  }
  advanced {
    application     = "rabbitmq_auth_backend_ldap"
    key             = "dn_lookup_bind"
    value_sensitive = jsonencode(var.secret["data.rabbitmqha_node_config advanced.value_sensitive"])
  }
}
`

// secretsLookups are the data sources that ask the broker.
const secretsLookups = `
data "rabbitmqha_cluster" "this" {}
data "rabbitmqha_feature_flags" "this" {}
data "rabbitmqha_ha_audit" "this" {
  vhost = var.vhost
}
data "rabbitmqha_quorum_readiness" "this" {
  vhost = var.vhost
}
data "rabbitmqha_vhost" "this" {
  name = var.vhost
}
data "rabbitmqha_vhosts" "this" {}
data "rabbitmqha_exchange" "this" {
  vhost = var.vhost
  name  = "amq.topic"
}
data "rabbitmqha_bindings" "this" {
  vhost = var.vhost
}
data "rabbitmqha_policies" "this" {
  vhost = var.vhost
}
data "rabbitmqha_effective_policy" "this" {
  vhost = var.vhost
  name  = "q"
  type  = "quorum"
}
data "rabbitmqha_user" "this" {
  name = rabbitmqha_user.this.name
}
data "rabbitmqha_queue" "this" {
  vhost = rabbitmqha_queue.this.vhost
  name  = rabbitmqha_queue.this.name
}
data "rabbitmqha_queues" "this" {
  vhost = rabbitmqha_queue.this.vhost
}
data "rabbitmqha_delivery_check" "this" {
  address  = var.address
  vhost    = var.vhost
  username = "checker-of-${var.vhost}"
  password = var.secret["data.rabbitmqha_delivery_check password"]
}
`
