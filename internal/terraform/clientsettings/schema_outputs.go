package clientsettings

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

func outputAttributes() map[string]schema.Attribute {
	const complete = " With everything; never shown in a plan."
	uris := renderkit.ComputedStrings("AMQP URIs, one for each endpoint, with `uri_parameters`. Null with `password_env`.")
	uris.Sensitive = true
	return map[string]schema.Attribute{
		"amqp_uris":      uris,
		"amqp_uri":       renderkit.ComputedSecret("The first of `amqp_uris`."),
		"kombu_url":      renderkit.ComputedSecret("URLs for Kombu and Celery, joined by semicolons, without parameters. Celery also reads it from the environment variable `CELERY_BROKER_URL`. Null with `password_env`."),
		"addresses":      renderkit.ComputedStrings("Endpoints as `HOST:PORT`, IPv6 addresses in brackets."),
		"java_addresses": renderkit.ComputedString("`addresses` joined by commas, as `Address.parseAddresses` of the Java client and `spring.rabbitmq.addresses` take it."),
		"celery_settings": schema.DynamicAttribute{Computed: true, MarkdownDescription: "Settings of Celery as an object. `broker_url` is missing where it would hold a password: " +
			"set `CELERY_BROKER_URL` to `kombu_url`, or use the attribute below."},
		"celery_settings_sensitive":      schema.DynamicAttribute{Computed: true, Sensitive: true, MarkdownDescription: "Settings of Celery as an object." + complete},
		"celery_settings_json":           renderkit.ComputedString("Settings of Celery as JSON, without `broker_url` where it would hold a password."),
		"celery_settings_json_sensitive": renderkit.ComputedSecret("Settings of Celery as JSON." + complete),
		"celery_settings_py": renderkit.ComputedString("Settings of Celery as a Python module for `app.config_from_object`, without `broker_url` where it would hold a password. " +
			"With `password_env` it reads the password from the environment."),
		"celery_settings_py_sensitive": renderkit.ComputedSecret("Settings of Celery as a Python module." + complete),
		"spring_properties": renderkit.ComputedString("Properties of Spring Boot 2.4 and later (3.1 and later with the files of `tls`), without `spring.rabbitmq.password` where it would hold one. " +
			"A text with `${` in it is left out, since no version of Spring takes it literally."),
		"spring_properties_sensitive": renderkit.ComputedSecret("Properties of Spring Boot." + complete),
		"dotnet_example":              renderkit.ComputedString("Example of C# with RabbitMQ.Client 7: endpoints, recovery, confirmations. It reads the password from the environment."),
		"go_example":                  renderkit.ComputedString("Example of Go with amqp091-go: a function that connects to the first endpoint that answers. It reads the password from the environment."),
		"warnings":                    renderkit.ComputedStrings("Answers to `old_settings`, and traps in the settings that are no errors. Terraform shows them too."),
	}
}
