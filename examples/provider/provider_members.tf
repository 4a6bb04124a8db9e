# The cookie is in the environment: RABBITMQ_ERLANG_COOKIE.
provider "rabbitmqha" {
  alias = "members"
  endpoints = [
    "https://rabbit1.example.com:15671",
    "https://rabbit2.example.com:15671",
    "https://rabbit3.example.com:15671",
  ]

  erlang {
    ssh {
      host             = "bastion.example.com"
      user             = "deploy"
      private_key_file = "/home/deploy/.ssh/id_ed25519"
    }
  }
}
