# The virtual host and the name, each percent-encoded: "%2F/limits" would be in the virtual host "/".
terraform import rabbitmqha_operator_policy.limits tenant/limits
