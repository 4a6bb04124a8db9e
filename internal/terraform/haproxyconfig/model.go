package haproxyconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

// model is the data source's configuration. A nil pointer is null, of a block: absent.
type model struct {
	HAProxyVersion  *string          `tfsdk:"haproxy_version"`
	RabbitMQVersion *string          `tfsdk:"rabbitmq_version"`
	MaxConn         *int             `tfsdk:"maxconn"`
	Daemon          *bool            `tfsdk:"daemon"`
	LogTargets      []logTargetModel `tfsdk:"log_target"`
	StatsSocket     *socketModel     `tfsdk:"stats_socket"`
	HardStopAfter   *string          `tfsdk:"hard_stop_after"`
	NBThread        *int             `tfsdk:"nbthread"`
	User            *string          `tfsdk:"user"`
	Group           *string          `tfsdk:"group"`
	Chroot          *string          `tfsdk:"chroot"`
	PIDFile         *string          `tfsdk:"pidfile"`
	ExtraGlobal     []string         `tfsdk:"extra_global"`
	TimeoutConnect  *string          `tfsdk:"timeout_connect"`
	TimeoutClient   *string          `tfsdk:"timeout_client"`
	TimeoutServer   *string          `tfsdk:"timeout_server"`
	TimeoutCheck    *string          `tfsdk:"timeout_check"`
	TimeoutQueue    *string          `tfsdk:"timeout_queue"`
	Heartbeat       *int             `tfsdk:"heartbeat"`
	Retries         *int             `tfsdk:"retries"`
	Redispatch      *bool            `tfsdk:"redispatch"`
	DontLogNull     *bool            `tfsdk:"dontlognull"`
	TCPLog          *bool            `tfsdk:"tcplog"`
	ExtraDefaults   []string         `tfsdk:"extra_defaults"`
	Listeners       []listenerModel  `tfsdk:"listener"`
	Stats           *statsModel      `tfsdk:"stats"`

	// What Read computes; in a configuration they are null.
	Config          types.String `tfsdk:"config"`
	ConfigSensitive types.String `tfsdk:"config_sensitive"`
	ConfigSHA256    types.String `tfsdk:"config_sha256"`
	Endpoints       types.Map    `tfsdk:"endpoints"`
	ServerNames     types.List   `tfsdk:"server_names"`
	Warnings        types.List   `tfsdk:"warnings"`
}

type logTargetModel struct {
	Address  *string `tfsdk:"address"`
	Format   *string `tfsdk:"format"`
	Facility *string `tfsdk:"facility"`
}

type socketModel struct {
	Path  *string `tfsdk:"path"`
	Mode  *string `tfsdk:"mode"`
	Level *string `tfsdk:"level"`
	User  *string `tfsdk:"user"`
	Group *string `tfsdk:"group"`
}

type statsModel struct {
	Binds      []bindModel `tfsdk:"bind"`
	URI        *string     `tfsdk:"uri"`
	Realm      *string     `tfsdk:"realm"`
	Username   *string     `tfsdk:"username"`
	Password   *string     `tfsdk:"password"`
	Refresh    *string     `tfsdk:"refresh"`
	Admin      *bool       `tfsdk:"admin"`
	Prometheus *bool       `tfsdk:"prometheus"`
	Healthz    *bool       `tfsdk:"healthz"`
}

func (m model) config() haproxy.Config {
	return haproxy.Config{
		HAProxyVersion:  value(m.HAProxyVersion),
		RabbitMQVersion: value(m.RabbitMQVersion),
		MaxConn:         m.MaxConn,
		Daemon:          value(m.Daemon),
		LogTargets:      convert(m.LogTargets, logTargetModel.domain),
		StatsSocket:     m.StatsSocket.domain(),
		HardStopAfter:   value(m.HardStopAfter),
		NBThread:        m.NBThread,
		User:            value(m.User),
		Group:           value(m.Group),
		Chroot:          value(m.Chroot),
		PIDFile:         value(m.PIDFile),
		ExtraGlobal:     m.ExtraGlobal,
		TimeoutConnect:  value(m.TimeoutConnect),
		TimeoutClient:   value(m.TimeoutClient),
		TimeoutServer:   value(m.TimeoutServer),
		TimeoutCheck:    value(m.TimeoutCheck),
		TimeoutQueue:    value(m.TimeoutQueue),
		Heartbeat:       m.Heartbeat,
		Retries:         m.Retries,
		Redispatch:      m.Redispatch,
		DontLogNull:     m.DontLogNull,
		TCPLog:          m.TCPLog,
		ExtraDefaults:   m.ExtraDefaults,
		Listeners:       convert(m.Listeners, listenerModel.domain),
		Stats:           m.Stats.domain(),
	}
}

func (m logTargetModel) domain() haproxy.LogTarget {
	return haproxy.LogTarget{Address: value(m.Address), Format: value(m.Format), Facility: value(m.Facility)}
}

func (m *socketModel) domain() *haproxy.StatsSocket {
	if m == nil {
		return nil
	}
	return &haproxy.StatsSocket{
		Path: value(m.Path), Mode: value(m.Mode), Level: value(m.Level), User: value(m.User), Group: value(m.Group),
	}
}

func (m *statsModel) domain() *haproxy.Stats {
	if m == nil {
		return nil
	}
	return &haproxy.Stats{
		Binds:      convert(m.Binds, bindModel.domain),
		URI:        value(m.URI),
		Realm:      value(m.Realm),
		Username:   value(m.Username),
		Password:   value(m.Password),
		Refresh:    value(m.Refresh),
		Admin:      value(m.Admin),
		Prometheus: m.Prometheus,
		Healthz:    m.Healthz,
	}
}

// value is what p points to, for null the zero value, which means "not given" in the domain.
func value[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}

func convert[From, To any](list []From, each func(From) To) []To {
	var converted []To
	for _, element := range list {
		converted = append(converted, each(element))
	}
	return converted
}
