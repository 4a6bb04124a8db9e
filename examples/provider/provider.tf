terraform {
  required_version = ">= 1.11"

  required_providers {
    rabbitmqha = {
      source  = "rabbitmqha/rabbitmqha"
      version = "~> 0.1"
    }
  }
}

variable "rabbitmq_password" {
  type      = string
  sensitive = true
  ephemeral = true
}

provider "rabbitmqha" {
  endpoints = [
    "https://rabbit1.example.com:15671",
    "https://rabbit2.example.com:15671",
    "https://rabbit3.example.com:15671",
  ]
  username = "terraform"
  password = var.rabbitmq_password

  tls {
    ca_file = "/etc/ssl/rabbitmq/ca.pem"
  }
}
