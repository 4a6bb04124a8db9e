# A quorum queue: replicated, durable, safe while a majority of the nodes runs.
resource "rabbitmqha_queue" "orders" {
  name = "orders"
}

resource "rabbitmqha_queue" "payments" {
  name = "payments"

  arguments {
    delivery_limit       = 10
    dead_letter_exchange = ""

    # Dead letters go through the default exchange to the queue of this name.
    dead_letter_routing_key = rabbitmqha_queue.rejected.name
  }
}

resource "rabbitmqha_queue" "rejected" {
  name = "payments.rejected"

  arguments {
    max_length = 100000
  }
}

# A classic queue as clients of old declare it; before RabbitMQ 4.0 a rabbitmqha_mirroring_policy replicates it.
resource "rabbitmqha_queue" "celery" {
  name           = "celery"
  type           = "classic"
  arguments_json = jsonencode({ "x-ha-policy" = "all" })

  arguments {
    max_priority = 5
  }
}
