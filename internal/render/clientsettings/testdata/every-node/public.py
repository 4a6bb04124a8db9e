# Settings of Celery for a highly available RabbitMQ. Load it with app.config_from_object.

import os
from urllib.parse import quote

_password = quote(os.environ['APP_PASSWORD'], safe='')
broker_url = [
    'amqps://app:' + _password + '@rabbit1.example.com:5671/%2F',
    'amqps://app:' + _password + '@rabbit2.example.com:5671/%2F',
    'amqps://app:' + _password + '@rabbit3.example.com:5671/%2F',
]
broker_failover_strategy = 'shuffle'
broker_heartbeat = 60
broker_connection_timeout = 5
broker_connection_retry_on_startup = True
broker_connection_max_retries = 10
broker_pool_limit = 10
broker_transport_options = {
    'confirm_publish': True,
}
broker_use_ssl = {
    'cert_reqs': 2,
    'ca_certs': '/etc/rabbitmq/ca.pem',
    'certfile': '/etc/app/cert.pem',
    'keyfile': '/etc/app/key.pem',
    'server_hostname': 'rabbitmq.example.com',
}
task_default_queue_type = 'quorum'
task_default_exchange_type = 'topic'
task_create_missing_queue_type = 'quorum'
task_create_missing_queue_exchange_type = 'topic'
broker_native_delayed_delivery_queue_type = 'quorum'
worker_detect_quorum_queues = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_cancel_long_running_tasks_on_connection_loss = True
worker_prefetch_multiplier = 1
