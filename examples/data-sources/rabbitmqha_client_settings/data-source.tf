# Celery, Spring and others reach the cluster through one virtual address. The password stays out of the state: clients
# read it from the environment.
data "rabbitmqha_client_settings" "this" {
  celery_version   = "5.6.3"
  rabbitmq_version = "4.3.6"

  endpoint {
    address = "172.16.21.100"
  }

  username      = "orders"
  password_env  = "RABBITMQ_PASSWORD"
  vhost         = "orders"
  default_queue = "orders.tasks"
}

output "celeryconfig_py" {
  value = data.rabbitmqha_client_settings.this.celery_settings_py
}

output "application_properties" {
  value = data.rabbitmqha_client_settings.this.spring_properties
}
