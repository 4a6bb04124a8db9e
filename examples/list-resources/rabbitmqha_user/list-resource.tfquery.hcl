# Every user but those whose names begin with "test-".
list "rabbitmqha_user" "staff" {
  provider = rabbitmqha

  config {
    pattern = "^(?!test-)"
  }
}
