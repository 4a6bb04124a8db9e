import {
  to = rabbitmqha_global_parameter.mqtt
  id = "mqtt_port_to_vhost_mapping"
}
