variable "upstream_password" {
  type      = string
  ephemeral = true
  default   = "p@ss/word"
}

# A parameter of any component that a plugin brings. This one holds a password: it is given as value_wo, and neither the
# plan nor the state ever has it. Count value_wo_version up to have it written again.
resource "rabbitmqha_parameter" "upstream" {
  component        = "federation-upstream"
  name             = "archive"
  value_wo_version = 1
  value_wo = jsonencode({
    uri      = "amqps://archive:${urlencode(var.upstream_password)}@rabbit.example.com:5671"
    max-hops = 1
  })
}
