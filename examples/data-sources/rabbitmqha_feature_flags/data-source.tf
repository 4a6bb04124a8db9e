data "rabbitmqha_feature_flags" "this" {}

# Both should be empty before an upgrade.
output "stable_flags_to_enable" {
  value = [
    for flag in data.rabbitmqha_feature_flags.this.feature_flags : flag.name
    if flag.stability == "stable" && !flag.enabled
  ]
}

check "ready_for_upgrade" {
  assert {
    condition     = length(coalesce(data.rabbitmqha_feature_flags.this.deprecated_in_use, [])) == 0
    error_message = "Deprecated features are in use: ${join(", ", coalesce(data.rabbitmqha_feature_flags.this.deprecated_in_use, []))}."
  }
}
