package cluster

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// model is the state of the data source. A nil pointer is null.
type model struct {
	Name          string      `tfsdk:"name"`
	Version       string      `tfsdk:"version"`
	ErlangVersion string      `tfsdk:"erlang_version"`
	Nodes         []nodeModel `tfsdk:"nodes"`
	RunningNodes  []string    `tfsdk:"running_nodes"`
	Majority      int         `tfsdk:"majority"`
	HasMajority   bool        `tfsdk:"has_majority"`
	Warnings      []string    `tfsdk:"warnings"`
	Given         []givenNode `tfsdk:"node"`
}

// givenNode is what the configuration says of a node.
type givenNode struct {
	Name    string           `tfsdk:"name"`
	Address *string          `tfsdk:"address"`
	Ports   map[string]int64 `tfsdk:"ports"`
}

type nodeModel struct {
	Name              string           `tfsdk:"name"`
	Host              string           `tfsdk:"host"`
	Address           *string          `tfsdk:"address"`
	Running           bool             `tfsdk:"running"`
	Version           *string          `tfsdk:"version"`
	Type              string           `tfsdk:"type"`
	BeingDrained      *bool            `tfsdk:"being_drained"`
	Partitions        []string         `tfsdk:"partitions"`
	Alarms            []string         `tfsdk:"alarms"`
	Listeners         []listenerModel  `tfsdk:"listeners"`
	AMQPPort          *int64           `tfsdk:"amqp_port"`
	AMQPSPort         *int64           `tfsdk:"amqps_port"`
	ManagementPort    *int64           `tfsdk:"management_port"`
	ManagementTLSPort *int64           `tfsdk:"management_tls_port"`
	Ports             map[string]int64 `tfsdk:"ports"`
}

type listenerModel struct {
	Protocol string `tfsdk:"protocol"`
	Address  string `tfsdk:"address"`
	Port     int64  `tfsdk:"port"`
}

// describe turns what the broker tells into what Terraform shows. Lists come out sorted, since the broker's order changes
// from call to call, and are never nil, which would be null.
func describe(overview *management.Overview, nodes []management.Node, vhosts []management.VhostStatus, given []givenNode) model {
	out := model{
		Name:          overview.ClusterName,
		Version:       overview.RabbitMQVersion,
		ErlangVersion: overview.ErlangVersion,
		Nodes:         make([]nodeModel, 0, len(nodes)),
		RunningNodes:  []string{},
		Majority:      len(nodes)/2 + 1,
		Given:         given,
	}
	for _, node := range nodes {
		out.Nodes = append(out.Nodes, describeNode(node, overview.Listeners))
		if node.Running {
			out.RunningNodes = append(out.RunningNodes, node.Name)
		}
	}
	slices.SortFunc(out.Nodes, func(a, b nodeModel) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(out.RunningNodes)
	out.HasMajority = len(out.RunningNodes) >= out.Majority
	out.fillAbsent()
	out.Warnings = append(out.warnings(), vhostWarnings(vhosts)...)
	return out
}

func describeNode(node management.Node, listeners []management.Listener) nodeModel {
	_, host, found := strings.Cut(node.Name, "@")
	if !found {
		host = node.Name
	}
	out := nodeModel{
		Name:         node.Name,
		Host:         host,
		Address:      &host,
		Running:      node.Running,
		Type:         node.Type,
		BeingDrained: node.BeingDrained,
		Partitions:   slices.Sorted(slices.Values(node.Partitions)),
		Alarms:       []string{},
		Listeners:    []listenerModel{},
	}
	if out.Partitions == nil {
		out.Partitions = []string{}
	}
	if version := node.Version(); version != "" {
		out.Version = &version
	}
	if node.MemoryAlarm {
		out.Alarms = append(out.Alarms, "memory")
	}
	if node.DiskAlarm {
		out.Alarms = append(out.Alarms, "disk")
	}
	for _, listener := range listeners {
		if listener.Node == node.Name {
			out.Listeners = append(out.Listeners, listenerModel{listener.Protocol, reachable(listener.IPAddress, host), listener.Port})
		}
	}
	slices.SortFunc(out.Listeners, func(a, b listenerModel) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), cmp.Compare(a.Port, b.Port), strings.Compare(a.Address, b.Address))
	})
	// A port that is open on all addresses of both families is listed twice.
	out.Listeners = slices.Compact(out.Listeners)
	out.Ports = ports(out.Listeners)
	for _, protocol := range []string{"amqp/ssl", "amqp"} {
		if i := slices.IndexFunc(out.Listeners, func(l listenerModel) bool { return l.Protocol == protocol }); i >= 0 {
			out.Address = &out.Listeners[i].Address
		}
	}
	if i := slices.IndexFunc(out.Listeners, func(l listenerModel) bool { return l.Protocol == "https" }); i >= 0 {
		out.ManagementTLSPort = &out.Listeners[i].Port
	}
	out.showPorts()
	return out
}

// showPorts fills the attributes that have a port of their own.
func (n *nodeModel) showPorts() {
	n.AMQPPort, n.AMQPSPort, n.ManagementPort = portOf(n.Ports, "amqp"), portOf(n.Ports, "amqps"), portOf(n.Ports, "management")
}

// portOf is nil where there is none.
func portOf(ports map[string]int64, protocol string) *int64 {
	if port, open := ports[protocol]; open {
		return &port
	}
	return nil
}

// balanced are the broker's words for the protocols of a load balancer's listener, by the latter's words.
var balanced = map[string]string{
	"amqp": "amqp", "amqp/ssl": "amqps", "mqtt": "mqtt", "mqtt/ssl": "mqtts", "stomp": "stomp", "stomp/ssl": "stomps",
	"stream": "stream", "stream/ssl": "streams", "http": "management",
}

// ports are the lowest port of each protocol; the listeners are sorted.
func ports(listeners []listenerModel) map[string]int64 {
	found := map[string]int64{}
	for _, l := range listeners {
		protocol, known := balanced[l.Protocol]
		if _, lower := found[protocol]; known && !lower {
			found[protocol] = l.Port
		}
	}
	return found
}

// reachable is where a listener can be reached from elsewhere: "all addresses" is nowhere.
func reachable(address, host string) string {
	parsed, err := netip.ParseAddr(address)
	if address == "" || err == nil && parsed.Unmap().IsUnspecified() {
		return host
	}
	return address
}
