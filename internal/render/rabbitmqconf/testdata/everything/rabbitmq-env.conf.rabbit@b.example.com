NODENAME=rabbit@b.example.com
USE_LONGNAME=true
DIST_PORT=25000
PLUGINS_DIR='/opt/o'\''clock/$x'
SERVER_ADDITIONAL_ERL_ARGS='-proto_dist inet_tls -ssl_dist_optfile /etc/rabbitmq/inter_node_tls.config'
