# The virtual host and the name, each percent-encoded: "%2F/two" would be in the virtual host "/".
terraform import rabbitmqha_mirroring_policy.two tasks/two
