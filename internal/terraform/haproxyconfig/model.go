package haproxyconfig

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// model is the data source's configuration. A nil pointer is null, of a block: absent.
type model struct {
	balancerkit.Timeouts

	HAProxyVersion  *string          `tfsdk:"haproxy_version"`
	RabbitMQVersion *string          `tfsdk:"rabbitmq_version"`
	MaxConn         *int             `tfsdk:"maxconn"`
	Daemon          *bool            `tfsdk:"daemon"`
	LogTargets      []logTargetModel `tfsdk:"log_target"`
	StatsSocket     *socketModel     `tfsdk:"stats_socket"`
	HardStopAfter   *string          `tfsdk:"hard_stop_after"`
	NBThread        *int             `tfsdk:"nbthread"`
	Account
	Chroot         *string         `tfsdk:"chroot"`
	PIDFile        *string         `tfsdk:"pidfile"`
	ULimitN        *int            `tfsdk:"ulimit_n"`
	SpreadChecks   *int            `tfsdk:"spread_checks"`
	ExtraGlobal    []string        `tfsdk:"extra_global"`
	TimeoutConnect *string         `tfsdk:"timeout_connect"`
	TimeoutCheck   *string         `tfsdk:"timeout_check"`
	TimeoutQueue   *string         `tfsdk:"timeout_queue"`
	Retries        *int            `tfsdk:"retries"`
	Redispatch     *bool           `tfsdk:"redispatch"`
	DontLogNull    *bool           `tfsdk:"dontlognull"`
	TCPLog         *bool           `tfsdk:"tcplog"`
	ExtraDefaults  []string        `tfsdk:"extra_defaults"`
	Listeners      []listenerModel `tfsdk:"listener"`
	Resolvers      *resolversModel `tfsdk:"resolvers"`
	Stats          *statsModel     `tfsdk:"stats"`

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
	Account
}

// Account is who a process or a socket belongs to.
type Account struct {
	User  *string `tfsdk:"user"`
	Group *string `tfsdk:"group"`
	UID   *int    `tfsdk:"uid"`
	GID   *int    `tfsdk:"gid"`
}

type resolversModel struct {
	Nameservers     []string `tfsdk:"nameservers"`
	ParseResolvConf *bool    `tfsdk:"parse_resolv_conf"`
	HoldValid       *string  `tfsdk:"hold_valid"`
}

type statsModel struct {
	Binds      []balancerkit.Bind `tfsdk:"bind"`
	URI        *string            `tfsdk:"uri"`
	Realm      *string            `tfsdk:"realm"`
	Username   *string            `tfsdk:"username"`
	Password   *string            `tfsdk:"password"`
	Refresh    *string            `tfsdk:"refresh"`
	Admin      *bool              `tfsdk:"admin"`
	Prometheus *bool              `tfsdk:"prometheus"`
	Healthz    *bool              `tfsdk:"healthz"`
}

func (m model) config() haproxy.Config {
	timeouts := m.CommonTimeouts()
	timeouts.TimeoutConnect = renderkit.Value(m.TimeoutConnect)
	return haproxy.Config{
		HAProxyVersion:  renderkit.Value(m.HAProxyVersion),
		RabbitMQVersion: renderkit.Value(m.RabbitMQVersion),
		MaxConn:         m.MaxConn,
		Daemon:          renderkit.Value(m.Daemon),
		LogTargets:      renderkit.Convert(m.LogTargets, logTargetModel.domain),
		StatsSocket:     m.StatsSocket.domain(),
		HardStopAfter:   renderkit.Value(m.HardStopAfter),
		NBThread:        m.NBThread,
		Account:         m.account(),
		Chroot:          renderkit.Value(m.Chroot),
		PIDFile:         renderkit.Value(m.PIDFile),
		ULimitN:         m.ULimitN,
		SpreadChecks:    m.SpreadChecks,
		ExtraGlobal:     m.ExtraGlobal,
		Timeouts:        timeouts,
		TimeoutCheck:    renderkit.Value(m.TimeoutCheck),
		TimeoutQueue:    renderkit.Value(m.TimeoutQueue),
		Retries:         m.Retries,
		Redispatch:      m.Redispatch,
		DontLogNull:     m.DontLogNull,
		TCPLog:          m.TCPLog,
		ExtraDefaults:   m.ExtraDefaults,
		Listeners:       renderkit.Convert(m.Listeners, listenerModel.domain),
		Resolvers:       m.Resolvers.domain(),
		Stats:           m.Stats.domain(),
	}
}

func (m logTargetModel) domain() haproxy.LogTarget {
	return haproxy.LogTarget{Address: renderkit.Value(m.Address), Format: renderkit.Value(m.Format), Facility: renderkit.Value(m.Facility)}
}

func (m *socketModel) domain() *haproxy.StatsSocket {
	if m == nil {
		return nil
	}
	return &haproxy.StatsSocket{
		Path: renderkit.Value(m.Path), Mode: renderkit.Value(m.Mode), Level: renderkit.Value(m.Level), Account: m.account(),
	}
}

func (m Account) account() haproxy.Account {
	return haproxy.Account{User: renderkit.Value(m.User), Group: renderkit.Value(m.Group), UID: m.UID, GID: m.GID}
}

func (m *resolversModel) domain() *haproxy.Resolvers {
	if m == nil {
		return nil
	}
	return &haproxy.Resolvers{Nameservers: m.Nameservers, ParseResolvConf: renderkit.Value(m.ParseResolvConf), HoldValid: renderkit.Value(m.HoldValid)}
}

func (m *statsModel) domain() *haproxy.Stats {
	if m == nil {
		return nil
	}
	return &haproxy.Stats{
		Binds:      renderkit.Convert(m.Binds, balancerkit.Bind.Domain),
		URI:        renderkit.Value(m.URI),
		Realm:      renderkit.Value(m.Realm),
		Username:   renderkit.Value(m.Username),
		Password:   renderkit.Value(m.Password),
		Refresh:    renderkit.Value(m.Refresh),
		Admin:      renderkit.Value(m.Admin),
		Prometheus: m.Prometheus,
		Healthz:    m.Healthz,
	}
}
