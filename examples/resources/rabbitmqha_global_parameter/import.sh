# The name, percent-encoded.
terraform import rabbitmqha_global_parameter.mqtt mqtt_port_to_vhost_mapping
