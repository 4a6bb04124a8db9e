# The component, the virtual host and the name, each percent-encoded: %2F is the virtual host "/".
terraform import rabbitmqha_parameter.upstream federation-upstream/%2F/archive
