# Settings of Celery for a highly available RabbitMQ. Load it with app.config_from_object.

BROKER_URL = [
    'amqp://rabbit1.example.com:5672/%2F',
    'amqp://rabbit2.example.com:5672/%2F',
    'amqp://rabbit3.example.com:5672/%2F',
]
BROKER_FAILOVER_STRATEGY = 'round-robin'
BROKER_HEARTBEAT = 30
BROKER_CONNECTION_MAX_RETRIES = None
BROKER_POOL_LIMIT = 0
BROKER_TRANSPORT_OPTIONS = {
    'confirm_publish': True,
}
CELERY_ACKS_LATE = True
CELERY_REJECT_ON_WORKER_LOST = True
CELERYD_MAX_TASKS_PER_CHILD = 200
