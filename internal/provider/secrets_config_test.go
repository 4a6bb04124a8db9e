package provider_test

import "strings"

// secretsHead says where the provider is, and which secrets there are. None is marked as sensitive: what hides them is the
// provider's schema alone.
const secretsHead = `
terraform {
  required_providers {
    rabbitmqha = {
      source = "rabbitmqha/rabbitmqha"
    }
  }
}
variable "secret" {
  type = map(string)
}
variable "unstored" {
  type      = map(string)
  ephemeral = true
}
variable "vhost" {
  type = string
}
variable "address" {
  type = string
}
variable "epmd_port" {
  type = number
}
variable "since_3_10" {
  type = bool
}
variable "before_4_0" {
  type = bool
}
`

const secretsProvider = `
provider "rabbitmqha" {
  erlang {
    epmd_port = var.epmd_port
  }
}
`

// These are provider blocks of which nothing can be used. Their errors must not repeat what is secret.
const secretsSpoilt = `
provider "rabbitmqha" {
  tls {
    cert_pem = "no certificate"
    key_pem  = var.unstored["provider tls.key_pem"]
  }
}
`

const secretsSpoiltErlang = `
provider "rabbitmqha" {
  erlang {
    tls {
      cert_pem = "no certificate"
      key_pem  = var.unstored["provider erlang.tls.key_pem"]
    }
    ssh {
      host        = "jump.invalid"
      user        = "u"
      private_key = var.unstored["provider erlang.ssh.private_key"]
      passphrase  = var.unstored["provider erlang.ssh.passphrase"]
    }
  }
}
`

// secretsRefused is what the broker refuses, and repeats as it does so.
const secretsRefused = `
resource "rabbitmqha_parameter" "refused" {
  component        = "shovel"
  vhost            = var.vhost
  name             = "refused"
  value_wo_version = 1
  value_wo         = jsonencode({
    src-uri  = "nonsense://u:${var.unstored["rabbitmqha_parameter value_wo"]}@x"
    dest-uri = "amqp://u:${var.unstored["rabbitmqha_user password_wo"]}@x", src-queue = 5
  })
}
resource "rabbitmqha_shovel" "refused" {
  vhost = "no such virtual host"
  name  = "refused"
  source {
    uris  = ["amqp://u:${var.secret["rabbitmqha_shovel source.uris"]}@shovel.invalid/v"]
    queue = "q"
  }
  destination {
    uris  = ["amqp://u:${var.secret["rabbitmqha_shovel destination.uris"]}@upstream.invalid/v"]
    queue = "q"
  }
}
`

// secretsUnusable is a data source that cannot be read.
const secretsUnusable = `
data "rabbitmqha_delivery_check" "unusable" {
  address  = var.address
  username = "u"
  password = var.secret["data.rabbitmqha_delivery_check password"]
  tls {
    cert_pem = "no certificate"
    key_pem  = var.secret["data.rabbitmqha_delivery_check tls.key_pem"]
  }
}
`

// secretsHolders are the resources that take a secret.
const secretsHolders = `
resource "rabbitmqha_user" "this" {
  name                = "user-of-${var.vhost}"
  password_wo         = var.unstored["rabbitmqha_user password_wo"]
  password_wo_version = 1
}
resource "rabbitmqha_user" "hashed" {
  name          = "hashed-of-${var.vhost}"
  password_hash = var.secret["rabbitmqha_user password_hash"]
}
resource "rabbitmqha_shovel" "this" {
  vhost = var.vhost
  name  = "s"
  source {
    uris  = ["amqp://u:${var.secret["rabbitmqha_shovel source.uris"]}@shovel.invalid/v"]
    queue = "q"
  }
  destination {
    uris  = ["amqp://u:${var.secret["rabbitmqha_shovel destination.uris"]}@shovel.invalid/v"]
    queue = "q"
  }
}
resource "rabbitmqha_federation_upstream" "this" {
  vhost = var.vhost
  name  = "u"
  uris  = ["amqp://u:${var.secret["rabbitmqha_federation_upstream uris"]}@upstream.invalid/v"]
}
resource "rabbitmqha_parameter" "this" {
  component        = "federation-upstream"
  vhost            = var.vhost
  name             = "p"
  value_wo_version = 1
  value_wo         = jsonencode({ uri = "amqp://u:${var.unstored["rabbitmqha_parameter value_wo"]}@value.invalid/v" })
}
`

// secretsWhole is everything on offer at once.
func secretsWhole() string {
	return strings.Join([]string{secretsHead, secretsProvider, secretsHolders, secretsRenderers, secretsOthers, secretsLookups}, "\n")
}
