// Package clientsettings is the data source rabbitmqha_client_settings: it says in Terraform's words what package
// render/clientsettings says in its own, and puts problems at the attributes they come from.
//
// It knows the schema and which output may hold a secret. It brings together what the packages of rabbitmq and render know without each other:
// AMQP URIs come from amqpuri and go into the settings, patterns of policies are matched by topology against the queues
// that Celery declares. It must not know the settings of any library, nor talk to a broker: it works without the provider
// being configured.
package clientsettings
