package haproxyconfig

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"

type listenerModel struct {
	Name                 *string         `tfsdk:"name"`
	Protocol             *string         `tfsdk:"protocol"`
	Binds                []bindModel     `tfsdk:"bind"`
	Balance              *string         `tfsdk:"balance"`
	TCPKeepAlive         *keepAliveModel `tfsdk:"tcp_keepalive"`
	Check                *checkModel     `tfsdk:"check"`
	OnMarkedDownShutdown *bool           `tfsdk:"on_marked_down_shutdown"`
	SlowStart            *string         `tfsdk:"slowstart"`
	MaxConn              *int            `tfsdk:"maxconn"`
	Servers              []serverModel   `tfsdk:"server"`
	Extra                []string        `tfsdk:"extra"`
}

type bindModel struct {
	Address *string `tfsdk:"address"`
	Port    *int    `tfsdk:"port"`
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
	Kind             *string `tfsdk:"kind"`
	Interval         *string `tfsdk:"interval"`
	FastInterval     *string `tfsdk:"fast_interval"`
	DownInterval     *string `tfsdk:"down_interval"`
	Rise             *int    `tfsdk:"rise"`
	Fall             *int    `tfsdk:"fall"`
	Port             *int    `tfsdk:"port"`
	Path             *string `tfsdk:"path"`
	ExpectStatus     *int    `tfsdk:"expect_status"`
	HostHeader       *string `tfsdk:"host_header"`
	Username         *string `tfsdk:"username"`
	Password         *string `tfsdk:"password"`
	AuthorizationEnv *string `tfsdk:"authorization_env"`
}

type serverModel struct {
	Name              *string `tfsdk:"name"`
	Address           *string `tfsdk:"address"`
	Port              *int    `tfsdk:"port"`
	Weight            *int    `tfsdk:"weight"`
	MaxConn           *int    `tfsdk:"maxconn"`
	Backup            *bool   `tfsdk:"backup"`
	Disabled          *bool   `tfsdk:"disabled"`
	CheckPort         *int    `tfsdk:"check_port"`
	CheckInterval     *string `tfsdk:"check_interval"`
	CheckFastInterval *string `tfsdk:"check_fast_interval"`
	CheckDownInterval *string `tfsdk:"check_down_interval"`
	CheckRise         *int    `tfsdk:"check_rise"`
	CheckFall         *int    `tfsdk:"check_fall"`
}

func (m listenerModel) domain() haproxy.Listener {
	return haproxy.Listener{
		Name:                 value(m.Name),
		Protocol:             value(m.Protocol),
		Binds:                convert(m.Binds, bindModel.domain),
		Balance:              value(m.Balance),
		TCPKeepAlive:         value(m.TCPKeepAlive).domain(),
		Check:                value(m.Check).domain(),
		OnMarkedDownShutdown: m.OnMarkedDownShutdown,
		SlowStart:            value(m.SlowStart),
		MaxConn:              m.MaxConn,
		Servers:              convert(m.Servers, serverModel.domain),
		Extra:                m.Extra,
	}
}

func (m bindModel) domain() haproxy.Bind {
	return haproxy.Bind{Address: value(m.Address), Port: m.Port}
}

func (m keepAliveModel) domain() haproxy.KeepAlive {
	return haproxy.KeepAlive{
		Enabled:        m.Enabled,
		ClientIdle:     value(m.ClientIdle),
		ClientInterval: value(m.ClientInterval),
		ClientCount:    m.ClientCount,
		ServerIdle:     value(m.ServerIdle),
		ServerInterval: value(m.ServerInterval),
		ServerCount:    m.ServerCount,
	}
}

func (m checkModel) domain() haproxy.Check {
	return haproxy.Check{
		Kind:             value(m.Kind),
		Interval:         value(m.Interval),
		FastInterval:     value(m.FastInterval),
		DownInterval:     value(m.DownInterval),
		Rise:             m.Rise,
		Fall:             m.Fall,
		Port:             m.Port,
		Path:             value(m.Path),
		ExpectStatus:     m.ExpectStatus,
		HostHeader:       value(m.HostHeader),
		Username:         value(m.Username),
		Password:         value(m.Password),
		AuthorizationEnv: value(m.AuthorizationEnv),
	}
}

func (m serverModel) domain() haproxy.Server {
	return haproxy.Server{
		Name:              value(m.Name),
		Address:           value(m.Address),
		Port:              m.Port,
		Weight:            m.Weight,
		MaxConn:           m.MaxConn,
		Backup:            value(m.Backup),
		Disabled:          value(m.Disabled),
		CheckPort:         m.CheckPort,
		CheckInterval:     value(m.CheckInterval),
		CheckFastInterval: value(m.CheckFastInterval),
		CheckDownInterval: value(m.CheckDownInterval),
		CheckRise:         m.CheckRise,
		CheckFall:         m.CheckFall,
	}
}
