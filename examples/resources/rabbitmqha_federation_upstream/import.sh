# The virtual host and the name, each percent-encoded: "%2F/head-office" would be in the virtual host "/".
terraform import rabbitmqha_federation_upstream.head_office branch/head-office
