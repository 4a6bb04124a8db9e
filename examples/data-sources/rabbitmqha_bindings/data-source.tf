resource "rabbitmqha_queue" "mail" {
  name = "looked_at.mail"
}

resource "rabbitmqha_binding" "mail" {
  source         = "amq.topic"
  destination_id = rabbitmqha_queue.mail.id
  routing_key    = "mail.#"
}

data "rabbitmqha_bindings" "mail" {
  destination = rabbitmqha_queue.mail.name

  # It is read once the binding is there.
  depends_on = [rabbitmqha_binding.mail]
}

# By which keys messages come to the queue, and from where: { "amq.topic" = ["mail.#"] }
output "mail_routing_keys" {
  value = {
    for binding in data.rabbitmqha_bindings.mail.bindings : binding.source => binding.routing_key...
    if binding.source != ""
  }
}
