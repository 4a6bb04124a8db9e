# The virtual host and the name, each percent-encoded: "%2F/sites" would be in the virtual host "/".
terraform import rabbitmqha_federation_upstream_set.sites shop/sites
