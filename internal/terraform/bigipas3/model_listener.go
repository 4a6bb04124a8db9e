package bigipas3

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/as3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/balancerkit"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

type listenerModel struct {
	balancerkit.Listener
	Binds        []balancerkit.Bind   `tfsdk:"bind"`
	TCPKeepAlive *keepAliveModel      `tfsdk:"tcp_keepalive"`
	Check        *checkModel          `tfsdk:"check"`
	TLS          *tlsModel            `tfsdk:"tls"`
	Servers      []balancerkit.Server `tfsdk:"server"`
}

type keepAliveModel struct {
	ClientInterval *string `tfsdk:"client_interval"`
	ServerInterval *string `tfsdk:"server_interval"`
}

type tlsModel struct {
	ClientSSLProfile *string `tfsdk:"client_ssl_profile"`
	ServerSSLProfile *string `tfsdk:"server_ssl_profile"`
}

type checkModel struct {
	balancerkit.Check
	TLS *checkTLSModel `tfsdk:"tls"`
}

type checkTLSModel struct {
	ServerSSLProfile *string `tfsdk:"server_ssl_profile"`
}

func (m listenerModel) domain() as3.Listener {
	return as3.Listener{
		Listener:     m.CommonListener(renderkit.Convert(m.Binds, balancerkit.Bind.Domain), renderkit.Convert(m.Servers, balancerkit.Server.CommonServer)),
		TCPKeepAlive: renderkit.Value(m.TCPKeepAlive).domain(),
		Check:        renderkit.Value(m.Check).domain(),
		TLS:          renderkit.Value(m.TLS).domain(),
	}
}

func (m keepAliveModel) domain() as3.KeepAlive {
	return as3.KeepAlive{ClientInterval: renderkit.Value(m.ClientInterval), ServerInterval: renderkit.Value(m.ServerInterval)}
}

func (m tlsModel) domain() as3.TLS {
	return as3.TLS{ClientSSLProfile: renderkit.Value(m.ClientSSLProfile), ServerSSLProfile: renderkit.Value(m.ServerSSLProfile)}
}

func (m checkModel) domain() as3.Check {
	return as3.Check{Check: m.CommonCheck(), TLS: m.TLS.domain()}
}

func (m *checkTLSModel) domain() *as3.CheckTLS {
	if m == nil {
		return nil
	}
	return &as3.CheckTLS{ServerSSLProfile: renderkit.Value(m.ServerSSLProfile)}
}
