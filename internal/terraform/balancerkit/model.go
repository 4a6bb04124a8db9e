package balancerkit

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// The models are embedded in those of a data source, which add what is its own. A nil pointer is null.

// Timeouts are those that every balancer has.
type Timeouts struct {
	TimeoutClient *string `tfsdk:"timeout_client"`
	TimeoutServer *string `tfsdk:"timeout_server"`
	Heartbeat     *int    `tfsdk:"heartbeat"`
}

// Listener is a block "listener" without its blocks.
type Listener struct {
	Name                 *string  `tfsdk:"name"`
	Protocol             *string  `tfsdk:"protocol"`
	AllowedSources       []string `tfsdk:"allowed_sources"`
	Balance              *string  `tfsdk:"balance"`
	OnMarkedDownShutdown *bool    `tfsdk:"on_marked_down_shutdown"`
	SlowStart            *string  `tfsdk:"slowstart"`
	MaxConn              *int     `tfsdk:"maxconn"`
}

// Bind is a block "bind".
type Bind struct {
	Address *string `tfsdk:"address"`
	Port    *int    `tfsdk:"port"`
}

// Check is a block "check" without its blocks.
type Check struct {
	Kind         *string `tfsdk:"kind"`
	Interval     *string `tfsdk:"interval"`
	Rise         *int    `tfsdk:"rise"`
	Fall         *int    `tfsdk:"fall"`
	Port         *int    `tfsdk:"port"`
	Path         *string `tfsdk:"path"`
	ExpectStatus *int    `tfsdk:"expect_status"`
	HostHeader   *string `tfsdk:"host_header"`
	Username     *string `tfsdk:"username"`
	Password     *string `tfsdk:"password"`
}

// Server is a block "server".
type Server struct {
	Name      *string `tfsdk:"name"`
	Address   *string `tfsdk:"address"`
	Port      *int    `tfsdk:"port"`
	Weight    *int    `tfsdk:"weight"`
	MaxConn   *int    `tfsdk:"maxconn"`
	Backup    *bool   `tfsdk:"backup"`
	Disabled  *bool   `tfsdk:"disabled"`
	Drained   *bool   `tfsdk:"drained"`
	CheckPort *int    `tfsdk:"check_port"`
}

// CommonTimeouts is m in package loadbalancer.
func (m Timeouts) CommonTimeouts() loadbalancer.Timeouts {
	return loadbalancer.Timeouts{TimeoutClient: renderkit.Value(m.TimeoutClient), TimeoutServer: renderkit.Value(m.TimeoutServer), Heartbeat: m.Heartbeat}
}

// CommonListener is m in package loadbalancer, with these addresses and servers.
func (m Listener) CommonListener(binds []loadbalancer.Bind, servers []loadbalancer.Server) loadbalancer.Listener {
	return loadbalancer.Listener{
		Name:                 renderkit.Value(m.Name),
		Protocol:             renderkit.Value(m.Protocol),
		Binds:                binds,
		AllowedSources:       m.AllowedSources,
		Balance:              renderkit.Value(m.Balance),
		OnMarkedDownShutdown: m.OnMarkedDownShutdown,
		SlowStart:            renderkit.Value(m.SlowStart),
		MaxConn:              m.MaxConn,
		Servers:              servers,
	}
}

// Domain is m in package loadbalancer.
func (m Bind) Domain() loadbalancer.Bind {
	return loadbalancer.Bind{Address: renderkit.Value(m.Address), Port: m.Port}
}

// CommonCheck is m in package loadbalancer.
func (m Check) CommonCheck() loadbalancer.Check {
	return loadbalancer.Check{
		Kind:         renderkit.Value(m.Kind),
		Interval:     renderkit.Value(m.Interval),
		Rise:         m.Rise,
		Fall:         m.Fall,
		Port:         m.Port,
		Path:         renderkit.Value(m.Path),
		ExpectStatus: m.ExpectStatus,
		HostHeader:   renderkit.Value(m.HostHeader),
		Username:     renderkit.Value(m.Username),
		Password:     renderkit.Value(m.Password),
	}
}

// CommonServer is m in package loadbalancer.
func (m Server) CommonServer() loadbalancer.Server {
	return loadbalancer.Server{
		Name:      renderkit.Value(m.Name),
		Address:   renderkit.Value(m.Address),
		Port:      m.Port,
		Weight:    m.Weight,
		MaxConn:   m.MaxConn,
		Backup:    renderkit.Value(m.Backup),
		Disabled:  renderkit.Value(m.Disabled),
		Drained:   renderkit.Value(m.Drained),
		CheckPort: m.CheckPort,
	}
}
