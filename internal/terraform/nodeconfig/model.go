package nodeconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// model is the data source's configuration. A nil pointer, list or map is null, of a block: absent.
type model struct {
	RabbitMQVersion          *string            `tfsdk:"rabbitmq_version"`
	ClusterName              *string            `tfsdk:"cluster_name"`
	Nodes                    []nodeModel        `tfsdk:"node"`
	TargetClusterSizeHint    *int               `tfsdk:"target_cluster_size_hint"`
	ClusterPartitionHandling *string            `tfsdk:"cluster_partition_handling"`
	DefaultUser              *string            `tfsdk:"default_user"`
	DefaultPass              *string            `tfsdk:"default_pass"`
	DefaultQueueType         *string            `tfsdk:"default_queue_type"`
	LoopbackUsers            []string           `tfsdk:"loopback_users"`
	DeprecatedFeatures       map[string]*bool   `tfsdk:"deprecated_features"`
	Heartbeat                *int               `tfsdk:"heartbeat"`
	ChannelMax               *int               `tfsdk:"channel_max"`
	VMMemoryHighWatermark    *string            `tfsdk:"vm_memory_high_watermark"`
	DiskFreeLimit            *string            `tfsdk:"disk_free_limit"`
	Listeners                []listenerModel    `tfsdk:"listener"`
	TLS                      *tlsModel          `tfsdk:"tls"`
	InterNodeTLS             *interNodeModel    `tfsdk:"inter_node_tls"`
	ProxyProtocol            *bool              `tfsdk:"proxy_protocol"`
	Plugins                  []string           `tfsdk:"plugins"`
	DistributionPort         *int               `tfsdk:"distribution_port"`
	LimitNOFILE              *int               `tfsdk:"limit_nofile"`
	Environment              map[string]*string `tfsdk:"environment"`
	Settings                 map[string]*string `tfsdk:"settings"`
	SettingsSensitive        map[string]*string `tfsdk:"settings_sensitive"`
	Advanced                 []advancedModel    `tfsdk:"advanced"`

	// What Read computes; in a configuration they are null.
	RabbitMQConf          types.String `tfsdk:"rabbitmq_conf"`
	RabbitMQConfSensitive types.String `tfsdk:"rabbitmq_conf_sensitive"`
	RabbitMQConfSHA256    types.String `tfsdk:"rabbitmq_conf_sha256"`
	AdvancedConfig        types.String `tfsdk:"advanced_config"`
	RabbitMQConfig        types.String `tfsdk:"rabbitmq_config"`
	RabbitMQEnvConf       types.Map    `tfsdk:"rabbitmq_env_conf"`
	AdvancedSensitive     types.String `tfsdk:"advanced_config_sensitive"`
	ClassicSensitive      types.String `tfsdk:"rabbitmq_config_sensitive"`
	Files                 types.Map    `tfsdk:"files"`
	FilesSensitive        types.Map    `tfsdk:"files_sensitive"`
	FilesSHA256           types.Map    `tfsdk:"files_sha256"`
	EnabledPlugins        types.String `tfsdk:"enabled_plugins"`
	EtcHosts              types.String `tfsdk:"etc_hosts"`
	SystemdLimits         types.String `tfsdk:"systemd_limits"`
	Ports                 types.List   `tfsdk:"ports"`
	Warnings              types.List   `tfsdk:"warnings"`
}

type listenerModel struct {
	Protocol *string `tfsdk:"protocol"`
	Address  *string `tfsdk:"address"`
	Port     *int    `tfsdk:"port"`
}

type tlsModel struct {
	CACertFile       *string  `tfsdk:"cacertfile"`
	CertFile         *string  `tfsdk:"certfile"`
	KeyFile          *string  `tfsdk:"keyfile"`
	Verify           *string  `tfsdk:"verify"`
	FailIfNoPeerCert *bool    `tfsdk:"fail_if_no_peer_cert"`
	Versions         []string `tfsdk:"versions"`
	Only             *bool    `tfsdk:"only"`
}

type advancedModel struct {
	Application    *string `tfsdk:"application"`
	Key            *string `tfsdk:"key"`
	Value          *string `tfsdk:"value"`
	ValueSensitive *string `tfsdk:"value_sensitive"`
}

// portModel is one of the computed ports.
type portModel struct {
	Port     int    `tfsdk:"port"`
	LastPort int    `tfsdk:"last_port"`
	Protocol string `tfsdk:"protocol"`
	From     string `tfsdk:"from"`
	Purpose  string `tfsdk:"purpose"`
}

func (m model) config() rabbitmqconf.Config {
	return rabbitmqconf.Config{
		RabbitMQVersion:          renderkit.Value(m.RabbitMQVersion),
		ClusterName:              renderkit.Value(m.ClusterName),
		Nodes:                    renderkit.Convert(m.Nodes, nodeModel.domain),
		TargetClusterSizeHint:    m.TargetClusterSizeHint,
		ClusterPartitionHandling: renderkit.Value(m.ClusterPartitionHandling),
		DefaultUser:              renderkit.Value(m.DefaultUser),
		DefaultPass:              renderkit.Value(m.DefaultPass),
		DefaultQueueType:         renderkit.Value(m.DefaultQueueType),
		LoopbackUsers:            m.LoopbackUsers,
		DeprecatedFeatures:       plain(m.DeprecatedFeatures),
		Heartbeat:                m.Heartbeat,
		ChannelMax:               m.ChannelMax,
		VMMemoryHighWatermark:    renderkit.Value(m.VMMemoryHighWatermark),
		DiskFreeLimit:            renderkit.Value(m.DiskFreeLimit),
		Listeners:                renderkit.Convert(m.Listeners, listenerModel.domain),
		TLS:                      m.TLS.domain(),
		InterNodeTLS:             m.InterNodeTLS.domain(),
		ProxyProtocol:            m.ProxyProtocol,
		Plugins:                  m.Plugins,
		DistributionPort:         m.DistributionPort,
		LimitNOFILE:              m.LimitNOFILE,
		Environment:              plain(m.Environment),
		Settings:                 plain(m.Settings),
		SensitiveSettings:        plain(m.SettingsSensitive),
		Advanced:                 renderkit.Convert(m.Advanced, advancedModel.domain),
	}
}

func (m listenerModel) domain() rabbitmqconf.Listener {
	return rabbitmqconf.Listener{Protocol: renderkit.Value(m.Protocol), Address: renderkit.Value(m.Address), Port: m.Port}
}

func (m *tlsModel) domain() *rabbitmqconf.TLS {
	if m == nil {
		return nil
	}
	return &rabbitmqconf.TLS{
		CACertFile:       renderkit.Value(m.CACertFile),
		CertFile:         renderkit.Value(m.CertFile),
		KeyFile:          renderkit.Value(m.KeyFile),
		Verify:           renderkit.Value(m.Verify),
		FailIfNoPeerCert: m.FailIfNoPeerCert,
		Versions:         m.Versions,
		Only:             renderkit.Value(m.Only),
	}
}

func (m advancedModel) domain() rabbitmqconf.Advanced {
	return rabbitmqconf.Advanced{
		Application: renderkit.Value(m.Application), Key: renderkit.Value(m.Key),
		Value: renderkit.Value(m.Value), SensitiveValue: renderkit.Value(m.ValueSensitive),
	}
}

// plain is a map without the pointers, in which an element that is not known yet is not given.
func plain[T any](elements map[string]*T) map[string]T {
	if elements == nil {
		return nil
	}
	values := map[string]T{}
	for name, element := range elements {
		values[name] = renderkit.Value(element)
	}
	return values
}
