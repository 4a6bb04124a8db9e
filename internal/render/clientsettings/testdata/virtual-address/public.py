# Settings of Celery for a highly available RabbitMQ. Load it with app.config_from_object.

# Left out is broker_url, which holds the password: set the environment variable CELERY_BROKER_URL.

broker_heartbeat = 60
broker_connection_retry_on_startup = True
broker_connection_max_retries = None
broker_pool_limit = 10
broker_transport_options = {
    'confirm_publish': True,
}
task_default_queue = 'orders'
task_default_queue_type = 'quorum'
task_default_exchange_type = 'topic'
task_create_missing_queue_type = 'quorum'
task_create_missing_queue_exchange_type = 'topic'
broker_native_delayed_delivery_queue_type = 'quorum'
worker_detect_quorum_queues = True
control_queue_exclusive = True
event_queue_exclusive = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_max_tasks_per_child = 200
