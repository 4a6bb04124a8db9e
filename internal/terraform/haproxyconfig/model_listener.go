package haproxyconfig

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

type listenerModel struct {
	balancerkit.Listener
	Binds        []bindModel     `tfsdk:"bind"`
	TCPKeepAlive *keepAliveModel `tfsdk:"tcp_keepalive"`
	Check        *checkModel     `tfsdk:"check"`
	SendProxy    *string         `tfsdk:"send_proxy"`
	Cookie       *cookieModel    `tfsdk:"cookie"`
	TLS          *tlsModel       `tfsdk:"tls"`
	Servers      []serverModel   `tfsdk:"server"`
	Extra        []string        `tfsdk:"extra"`
}

type bindModel struct {
	balancerkit.Bind
	TLS *bool `tfsdk:"tls"`
}

type keepAliveModel struct {
	Enabled        *bool   `tfsdk:"enabled"`
	ClientIdle     *string `tfsdk:"client_idle"`
	ClientInterval *string `tfsdk:"client_interval"`
	ClientCount    *int    `tfsdk:"client_count"`
	ServerIdle     *string `tfsdk:"server_idle"`
	ServerInterval *string `tfsdk:"server_interval"`
	ServerCount    *int    `tfsdk:"server_count"`
}

type checkModel struct {
	balancerkit.Check
	FastInterval     *string        `tfsdk:"fast_interval"`
	DownInterval     *string        `tfsdk:"down_interval"`
	AuthorizationEnv *string        `tfsdk:"authorization_env"`
	SendProxy        *bool          `tfsdk:"send_proxy"`
	TLS              *checkTLSModel `tfsdk:"tls"`
}

type serverModel struct {
	balancerkit.Server
	CheckInterval     *string     `tfsdk:"check_interval"`
	CheckFastInterval *string     `tfsdk:"check_fast_interval"`
	CheckDownInterval *string     `tfsdk:"check_down_interval"`
	CheckRise         *int        `tfsdk:"check_rise"`
	CheckFall         *int        `tfsdk:"check_fall"`
	CheckAddress      *string     `tfsdk:"check_address"`
	Cookie            *string     `tfsdk:"cookie"`
	Source            *string     `tfsdk:"source"`
	Agent             *agentModel `tfsdk:"agent_check"`
	Observe           *string     `tfsdk:"observe"`
	ErrorLimit        *int        `tfsdk:"error_limit"`
	OnError           *string     `tfsdk:"on_error"`
	MinConn           *int        `tfsdk:"minconn"`
	MaxQueue          *int        `tfsdk:"maxqueue"`
	Extra             []string    `tfsdk:"extra"`
}

func (m listenerModel) domain() haproxy.Listener {
	return haproxy.Listener{
		Listener:     m.CommonListener(renderkit.Convert(m.Binds, bindModel.domain), renderkit.Convert(m.Servers, serverModel.domain)),
		TCPKeepAlive: renderkit.Value(m.TCPKeepAlive).domain(),
		Check:        renderkit.Value(m.Check).domain(),
		SendProxy:    renderkit.Value(m.SendProxy),
		Cookie:       m.Cookie.domain(),
		TLS:          renderkit.Value(m.TLS).domain(),
		Extra:        m.Extra,
	}
}

func (m bindModel) domain() loadbalancer.Bind {
	bind := m.Domain()
	bind.TLS = m.TLS
	return bind
}

func (m keepAliveModel) domain() haproxy.KeepAlive {
	return haproxy.KeepAlive{
		Enabled:        m.Enabled,
		ClientIdle:     renderkit.Value(m.ClientIdle),
		ClientInterval: renderkit.Value(m.ClientInterval),
		ClientCount:    m.ClientCount,
		ServerIdle:     renderkit.Value(m.ServerIdle),
		ServerInterval: renderkit.Value(m.ServerInterval),
		ServerCount:    m.ServerCount,
	}
}

func (m checkModel) domain() haproxy.Check {
	check := m.CommonCheck()
	check.FastInterval, check.DownInterval = renderkit.Value(m.FastInterval), renderkit.Value(m.DownInterval)
	return haproxy.Check{
		Check: check, AuthorizationEnv: renderkit.Value(m.AuthorizationEnv), SendProxy: m.SendProxy, TLS: m.TLS.domain(),
	}
}

func (m serverModel) domain() loadbalancer.Server {
	server := m.CommonServer()
	server.CheckInterval = renderkit.Value(m.CheckInterval)
	server.CheckFastInterval = renderkit.Value(m.CheckFastInterval)
	server.CheckDownInterval = renderkit.Value(m.CheckDownInterval)
	server.CheckRise = m.CheckRise
	server.CheckFall = m.CheckFall
	server.CheckAddress = renderkit.Value(m.CheckAddress)
	server.Cookie = renderkit.Value(m.Cookie)
	server.Source = renderkit.Value(m.Source)
	server.Agent = m.Agent.domain()
	server.Observe, server.ErrorLimit, server.OnError = renderkit.Value(m.Observe), m.ErrorLimit, renderkit.Value(m.OnError)
	server.MinConn, server.MaxQueue = m.MinConn, m.MaxQueue
	server.Extra = m.Extra
	return server
}
