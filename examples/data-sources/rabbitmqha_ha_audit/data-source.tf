data "rabbitmqha_ha_audit" "this" {
  ignore = ["deprecated_feature"]
}

# A warning in every plan and apply while a queue, or the cluster itself, depends on a single node.
check "survives_one_node" {
  assert {
    condition     = data.rabbitmqha_ha_audit.this.survives_one_node
    error_message = data.rabbitmqha_ha_audit.this.table
  }
}
