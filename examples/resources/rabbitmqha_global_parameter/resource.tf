# Which virtual host MQTT clients get to, by the port that they connect to.
resource "rabbitmqha_global_parameter" "mqtt" {
  name = "mqtt_port_to_vhost_mapping"
  value = jsonencode({
    "1883" = "vehicles"
    "8883" = "vehicles"
  })
}
