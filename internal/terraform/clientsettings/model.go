package clientsettings

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// model is the data source's configuration. A nil pointer is null, of a block: absent.
type model struct {
	CeleryVersion          *string            `tfsdk:"celery_version"`
	RabbitMQVersion        *string            `tfsdk:"rabbitmq_version"`
	CeleryNames            *string            `tfsdk:"celery_names"`
	Endpoints              []endpointModel    `tfsdk:"endpoint"`
	Username               *string            `tfsdk:"username"`
	Password               *string            `tfsdk:"password"`
	PasswordEnv            *string            `tfsdk:"password_env"`
	Vhost                  *string            `tfsdk:"vhost"`
	URIParameters          map[string]*string `tfsdk:"uri_parameters"`
	TLS                    *tlsModel          `tfsdk:"tls"`
	Heartbeat              *int               `tfsdk:"heartbeat"`
	ConnectionTimeout      *int               `tfsdk:"connection_timeout"`
	ConnectionMaxRetries   *int               `tfsdk:"connection_max_retries"`
	PoolLimit              *int               `tfsdk:"pool_limit"`
	FailoverStrategy       *string            `tfsdk:"failover_strategy"`
	QueueType              *string            `tfsdk:"queue_type"`
	DefaultQueue           *string            `tfsdk:"default_queue"`
	AcksLate               *bool              `tfsdk:"acks_late"`
	RejectOnWorkerLost     *bool              `tfsdk:"reject_on_worker_lost"`
	ConfirmPublish         *bool              `tfsdk:"confirm_publish"`
	CancelOnConnectionLoss *bool              `tfsdk:"cancel_on_connection_loss"`
	MaxTasksPerChild       *int               `tfsdk:"max_tasks_per_child"`
	PrefetchMultiplier     *int               `tfsdk:"prefetch_multiplier"`
	OldSettings            map[string]*string `tfsdk:"old_settings"`
	PolicyPatterns         map[string]*string `tfsdk:"policy_patterns"`

	// What Read computes; in a configuration they are null.
	AMQPURIs                  types.List    `tfsdk:"amqp_uris"`
	AMQPURI                   types.String  `tfsdk:"amqp_uri"`
	KombuURL                  types.String  `tfsdk:"kombu_url"`
	Addresses                 types.List    `tfsdk:"addresses"`
	JavaAddresses             types.String  `tfsdk:"java_addresses"`
	CelerySettings            types.Dynamic `tfsdk:"celery_settings"`
	CelerySettingsSensitive   types.Dynamic `tfsdk:"celery_settings_sensitive"`
	CeleryJSON                types.String  `tfsdk:"celery_settings_json"`
	CeleryJSONSensitive       types.String  `tfsdk:"celery_settings_json_sensitive"`
	CeleryPython              types.String  `tfsdk:"celery_settings_py"`
	CeleryPythonSensitive     types.String  `tfsdk:"celery_settings_py_sensitive"`
	SpringProperties          types.String  `tfsdk:"spring_properties"`
	SpringPropertiesSensitive types.String  `tfsdk:"spring_properties_sensitive"`
	DotNetExample             types.String  `tfsdk:"dotnet_example"`
	GoExample                 types.String  `tfsdk:"go_example"`
	Warnings                  types.List    `tfsdk:"warnings"`
}

type endpointModel struct {
	Address *string `tfsdk:"address"`
	Port    *int    `tfsdk:"port"`
}

type tlsModel struct {
	CAFile          *string `tfsdk:"ca_file"`
	CertificateFile *string `tfsdk:"certificate_file"`
	KeyFile         *string `tfsdk:"key_file"`
	Verify          *bool   `tfsdk:"verify"`
	ServerName      *string `tfsdk:"server_name"`
}

// settings is the domain's model but for the URLs.
func (m model) settings() clientsettings.Config {
	return clientsettings.Config{
		CeleryVersion:          renderkit.Value(m.CeleryVersion),
		RabbitMQVersion:        renderkit.Value(m.RabbitMQVersion),
		CeleryNames:            renderkit.Value(m.CeleryNames),
		Endpoints:              renderkit.Convert(m.Endpoints, endpointModel.domain),
		Username:               renderkit.Value(m.Username),
		Password:               renderkit.Value(m.Password),
		PasswordEnv:            renderkit.Value(m.PasswordEnv),
		Vhost:                  renderkit.Value(m.Vhost),
		TLS:                    m.TLS.domain(),
		Heartbeat:              m.Heartbeat,
		ConnectionTimeout:      m.ConnectionTimeout,
		ConnectionMaxRetries:   m.ConnectionMaxRetries,
		PoolLimit:              m.PoolLimit,
		FailoverStrategy:       renderkit.Value(m.FailoverStrategy),
		QueueType:              renderkit.Value(m.QueueType),
		DefaultQueue:           renderkit.Value(m.DefaultQueue),
		AcksLate:               m.AcksLate,
		RejectOnWorkerLost:     m.RejectOnWorkerLost,
		ConfirmPublish:         m.ConfirmPublish,
		CancelOnConnectionLoss: m.CancelOnConnectionLoss,
		MaxTasksPerChild:       m.MaxTasksPerChild,
		PrefetchMultiplier:     m.PrefetchMultiplier,
		OldSettings:            present(m.OldSettings),
	}
}

func (m endpointModel) domain() clientsettings.Endpoint {
	return clientsettings.Endpoint{Address: renderkit.Value(m.Address), Port: m.Port}
}

func (m *tlsModel) domain() *clientsettings.TLS {
	if m == nil {
		return nil
	}
	return &clientsettings.TLS{
		CAFile: renderkit.Value(m.CAFile), CertificateFile: renderkit.Value(m.CertificateFile), KeyFile: renderkit.Value(m.KeyFile),
		Verify: m.Verify, ServerName: renderkit.Value(m.ServerName),
	}
}

// present are the entries of a map that are not null.
func present(from map[string]*string) map[string]string {
	entries := map[string]string{}
	for name, v := range from {
		if v != nil {
			entries[name] = *v
		}
	}
	return entries
}
