package clientsettings

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

const description = `Renders what applications need to know of a highly available RabbitMQ: AMQP URIs, settings of Celery (as an object, as JSON
and as a Python module that executes), properties of Spring Boot, addresses for Java, and examples for .NET and Go. No broker is asked and
nothing is installed.

Clients go through one virtual address or straight to the nodes: one ` + "`endpoint`" + ` block, or several. Through a virtual address they need to
know nothing of the cluster; with a list of nodes they need no load balancer, and try the next one when a connection is lost.

With nothing but endpoints and a user the settings are those under which a task survives a failover: it is acknowledged after it ran, publishing
waits for the broker's confirmation, workers reconnect for ever, heartbeats find dead connections, and queues have copies.

What holds the password is in attributes that Terraform does not show, and in the state. With ` + "`password_env`" + ` it is in neither.`

func dataSourceSchema() schema.Schema {
	attributes := connectionAttributes()
	maps.Copy(attributes, celeryAttributes())
	maps.Copy(attributes, outputAttributes())
	return schema.Schema{MarkdownDescription: description, Attributes: attributes, Blocks: map[string]schema.Block{
		"endpoint": renderkit.Repeated("Where clients connect to: once with the virtual address, or once for each node; at least one. "+
			"`dynamic \"endpoint\"` makes one of each node of `rabbitmqha_cluster`. Clients begin with the first.", endpoint()),
		"tls": renderkit.AtMostOne("Clients speak TLS. Without this block they do not; `tls {}` trusts what the clients' system does. All files are on the clients' machines.", tls()),
	}}
}

func endpoint() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"address": renderkit.RequiredString("IPv4 address, IPv6 address without brackets, or host name."),
		"port":    renderkit.OptionalInt("Port, 1 to 65535. Default `5672`, with `tls` `5671`. Either all endpoints name theirs, or none does."),
	}}
}

func tls() renderkit.Parts {
	return renderkit.Parts{Attributes: map[string]schema.Attribute{
		"ca_file":          renderkit.OptionalString("File in PEM with the certificates that sign the brokers'. Default is what the system trusts."),
		"certificate_file": renderkit.OptionalString("File in PEM with the client's own certificate. Together with `key_file`. Default is none."),
		"key_file":         renderkit.OptionalString("File in PEM with the key of that certificate."),
		"verify":           renderkit.OptionalBool("Whether the broker's certificate is checked. Default `true`."),
		"server_name": renderkit.OptionalString("Name in the brokers' certificates. Default is the address of the endpoint where there is but one. With several, give a name that all " +
			"certificates have: Celery (Kombu) keeps one name for all of them, and without one checks none."),
	}}
}

func connectionAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"rabbitmq_version": renderkit.OptionalString("Newest RabbitMQ version that the clients meet, such as `4.3.6`. From 4.3 on workers of Celery 5.6 are made to declare their " +
			"queues for remote control and events exclusive, for other ones are refused. Without a version they are not."),
		"username": renderkit.OptionalString("User of the clients. Default is the one of the client library, `guest`, which brokers accept from their own host only."),
		"password": renderkit.SecretString("Password of that user. It is kept in the state, and in the outputs that say so."),
		"password_env": renderkit.OptionalString("Instead of `password`: name of an environment variable of the clients that holds it. Python text and Spring properties read it when they are loaded. " +
			"AMQP URIs, `kombu_url` and `broker_url` in JSON cannot, and are left out. The examples for .NET and Go, which never hold a password, read `RABBITMQ_PASSWORD` by default."),
		"vhost":              renderkit.OptionalString("Virtual host. Default `/`."),
		"uri_parameters":     optionalMap("Parameters of `amqp_uris`, by name, such as `heartbeat` or `cacertfile`: each client library has its own. `kombu_url` has none, for Kombu fails on them."),
		"heartbeat":          renderkit.OptionalInt("Heartbeat in seconds, 0 to 65535; 0 is none. Default `60`, the broker's own. Celery sends heartbeats from workers only."),
		"connection_timeout": renderkit.OptionalInt("Longest wait for a connection, in seconds from 1. Default is the library's (Celery 4)."),
		"failover_strategy": renderkit.OptionalString("Which endpoint is tried after a lost connection, one of " + renderkit.Words(clientsettings.FailoverStrategies) + ". Default `round-robin`. " +
			"For Celery the first connection goes to the first endpoint in any case; to spread clients, give each another order."),
		"confirm_publish": renderkit.OptionalBool("Whether publishing waits until the broker has taken the message; without it, what is published during a failover may be lost without an error. Default `true`."),
	}
}

func celeryAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"celery_version": renderkit.OptionalString("Oldest Celery that reads the settings, from `4.0` on. Default `5.6`. Settings that it does not know are left out."),
		"celery_names": renderkit.OptionalString("How the settings are called, one of " + renderkit.Words(clientsettings.Names) + ". Default `new`, the lower case of Celery 4.0 and later. " +
			"`old` is the upper case before that, which Celery 6 will not read. `django` is for `config_from_object('django.conf:settings', namespace='CELERY')`. Celery refuses old and new names together."),
		"queue_type": renderkit.OptionalString("Queues that Celery declares, one of " + renderkit.Words(clientsettings.QueueTypes) + ". Default `quorum`, with a `celery_version` below 5.5 `classic`. With `quorum`, " +
			"exchanges are of the type topic, which delayed tasks need. A queue or exchange that exists with another type is not changed: Celery ends with 406 PRECONDITION_FAILED. Give the new ones new names by `default_queue`."),
		"default_queue": renderkit.OptionalString("Queue for tasks without a route, and name of its exchange. Default is Celery's `celery`."),
		"acks_late":     renderkit.OptionalBool("Whether a task is acknowledged after it ran, so that it is not lost with its worker. It may then run twice. Default `true`."),
		"reject_on_worker_lost": renderkit.OptionalBool("Whether a task goes back to its queue when the process that ran it was killed. Default is as `acks_late`. A classic queue gives back " +
			"a task that kills its process without end; a quorum queue of RabbitMQ 4.0 and later 20 times, unless a delivery limit says otherwise."),
		"cancel_on_connection_loss": renderkit.OptionalBool("Whether running tasks end when the connection is lost, since the broker gives them to another worker. Celery 5.1. Default is Celery's, `false`."),
		"connection_max_retries": renderkit.OptionalInt("Attempts to connect after which a worker ends, from 1; each endpoint counts. Default is without end. Celery's own default is 100. " +
			"`0` is refused: Kombu gives up at once then."),
		"pool_limit":          renderkit.OptionalInt("Connections that the threads of a process share for publishing; 0 opens one for each message. Default `10`."),
		"max_tasks_per_child": renderkit.OptionalInt("Tasks after which a process of a worker is replaced, from 1. Default is never."),
		"prefetch_multiplier": renderkit.OptionalInt("Tasks that a worker reserves for each of its processes; 0 for no limit. Default is Celery's `4`. `1` suits long tasks."),
		"old_settings": optionalMap("Settings of older guides by name, old, today's or with Django's prefix, in capital or small letters, such as `{ CELERY_ACKS_LATE = \"True\", CELERY_QUEUE_HA_POLICY = \"all\" }`; also arguments of queues (`x-ha-policy`) and names out of the " +
			"transaction patch (`tx_select`, `TxTaskProducer`). `warnings` answers each with what to write today. Those that say the same as an attribute here fill it in where it is left out."),
		"policy_patterns": optionalMap("Patterns of the virtual host's policies by name, such as `{ ha-celery = \"^celery\" }`. `warnings` names those that also match the queues in which Celery keeps " +
			"delayed tasks (`celery_delayed_0` to `celery_delayed_27`)."),
	}
}

func optionalMap(description string) schema.MapAttribute {
	return schema.MapAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: description}
}
