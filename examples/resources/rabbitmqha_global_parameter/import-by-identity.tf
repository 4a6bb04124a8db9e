import {
  to = rabbitmqha_global_parameter.mqtt
  identity = {
    name = "mqtt_port_to_vhost_mapping"
  }
}
