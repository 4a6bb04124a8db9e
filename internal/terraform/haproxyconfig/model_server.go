package haproxyconfig

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

type cookieModel struct {
	Name       *string  `tfsdk:"name"`
	Mode       *string  `tfsdk:"mode"`
	Indirect   *bool    `tfsdk:"indirect"`
	NoCache    *bool    `tfsdk:"nocache"`
	HTTPOnly   *bool    `tfsdk:"httponly"`
	Secure     *bool    `tfsdk:"secure"`
	PostOnly   *bool    `tfsdk:"postonly"`
	Preserve   *bool    `tfsdk:"preserve"`
	Domains    []string `tfsdk:"domains"`
	MaxIdle    *string  `tfsdk:"max_idle"`
	MaxLife    *string  `tfsdk:"max_life"`
	Attributes []string `tfsdk:"attributes"`
}

type agentModel struct {
	Port     *int    `tfsdk:"port"`
	Address  *string `tfsdk:"address"`
	Interval *string `tfsdk:"interval"`
	Send     *string `tfsdk:"send"`
}

func (m *cookieModel) domain() *haproxy.Cookie {
	if m == nil {
		return nil
	}
	return &haproxy.Cookie{
		Name:       renderkit.Value(m.Name),
		Mode:       renderkit.Value(m.Mode),
		Indirect:   m.Indirect,
		NoCache:    m.NoCache,
		HTTPOnly:   m.HTTPOnly,
		Secure:     renderkit.Value(m.Secure),
		PostOnly:   renderkit.Value(m.PostOnly),
		Preserve:   renderkit.Value(m.Preserve),
		Domains:    m.Domains,
		MaxIdle:    renderkit.Value(m.MaxIdle),
		MaxLife:    renderkit.Value(m.MaxLife),
		Attributes: m.Attributes,
	}
}

func (m *agentModel) domain() *loadbalancer.Agent {
	if m == nil {
		return nil
	}
	return &loadbalancer.Agent{
		Port: m.Port, Address: renderkit.Value(m.Address), Interval: renderkit.Value(m.Interval), Send: renderkit.Value(m.Send),
	}
}
