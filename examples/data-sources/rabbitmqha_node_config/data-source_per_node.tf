# Nodes that listen on addresses of their own, and talk to each other over TLS.
data "rabbitmqha_node_config" "per_node" {
  rabbitmq_version = "4.3.6"

  environment = {
    SERVER_ADDITIONAL_ERL_ARGS = "+S 4:4"
  }

  dynamic "node" {
    for_each = local.machines
    content {
      name    = "rabbit@${node.key}"
      address = node.value

      listener {
        protocol = "amqps"
        address  = node.value
      }
      tls {
        certfile = "/etc/rabbitmq/tls/${node.key}.pem"
      }
      inter_node_tls {
        certfile = "/etc/rabbitmq/tls/${node.key}.pem"
      }
      settings = {
        "log.file" = "${node.key}.log"
      }
    }
  }

  tls {
    cacertfile = "/etc/rabbitmq/tls/ca.pem"
    keyfile    = "/etc/rabbitmq/tls/key.pem"
    only       = true
  }

  inter_node_tls {
    cacertfile = "/etc/rabbitmq/tls/ca.pem"
    keyfile    = "/etc/rabbitmq/tls/key.pem"
    versions   = ["tlsv1.3", "tlsv1.2"]
  }

  # The password in it was encrypted with "rabbitmqctl encode"; the passphrase is on the nodes only.
  advanced {
    application = "rabbitmq_auth_backend_ldap"
    key         = "dn_lookup_bind"
    value       = "{encrypted, <<\"c2FsdCBhbmQgY2lwaGVydGV4dA==\">>}"
  }
  advanced {
    application = "rabbit"
    key         = "config_entry_decoder"
    value       = "[{passphrase, {file, \"/etc/rabbitmq/passphrase\"}}]"
  }
}

# By node and path, for what writes files onto machines.
output "per_node_files" {
  value = merge([
    for node, files in data.rabbitmqha_node_config.per_node.files : {
      for path, text in files : "${node}:${path}" => text
    }
  ]...)
}
