variable "orders_password" {
  type      = string
  sensitive = true
  default   = "p@ss/word"
}

# Clients that know every node, and settings that come from an older guide: the warnings say what to write today.
data "rabbitmqha_client_settings" "nodes" {
  dynamic "endpoint" {
    for_each = ["rabbit1.example.com", "rabbit2.example.com", "rabbit3.example.com"]
    content {
      address = endpoint.value
    }
  }

  tls {
    ca_file     = "/etc/ssl/certs/rabbitmq-ca.pem"
    server_name = "rabbitmq.example.com"
  }

  username          = "orders"
  password          = var.orders_password
  failover_strategy = "shuffle"

  old_settings = {
    CELERY_ACKS_LATE            = "True"
    CELERY_QUEUE_HA_POLICY      = "all"
    CELERYD_MAX_TASKS_PER_CHILD = "200"
    CELERYD_FORCE_EXECV         = "True"
  }

  policy_patterns = {
    ha-celery = "^celery"
  }
}

output "kombu_url" {
  value     = data.rabbitmqha_client_settings.nodes.kombu_url
  sensitive = true
}

output "what_to_write_today" {
  value = data.rabbitmqha_client_settings.nodes.warnings
}
