package lab

import (
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

// Lab is a running cluster. Its exported fields are the lab's state file, too.
type Lab struct {
	Name     string
	Series   string // "3.10"
	Version  string // "3.10.8"
	Username string // an administrator, not guest
	Password string
	Cookie   string // the Erlang cookie; every lab has its own
	Dir      string
	Separate bool // the nodes were not joined at the start
	Network  bool // every node has its own network namespace
	TLS      bool // the nodes talk to each other over TLS, see Certificates
	Plugins  []string
	Config   string
	TTL      time.Duration
	Nodes    []*Node

	Owned     bool // it ends with the process that started it
	Keeper    Process
	Processes []Process // what the keeper started, for the case that it is gone

	Release Release
}

// Node is one broker of a lab. All ports are ports of 127.0.0.1, also with Options.Network.
type Node struct {
	Number           int    // from 1, as in the name
	Name             string // rabbit-x-1@localhost; with Options.Network rabbit@rabbit1
	Host             string // localhost, or rabbit1
	AMQPPort         int
	ManagementPort   int
	DistributionPort int
	EpmdPort         int // one epmd for the lab; with Options.Network one for each node
	Dir              string
}

// Endpoint is the base URL of the node's management API.
func (n *Node) Endpoint() string {
	return "http://127.0.0.1:" + strconv.Itoa(n.ManagementPort)
}

// AMQPAddress is host:port of the node's AMQP listener.
func (n *Node) AMQPAddress() string {
	return "127.0.0.1:" + strconv.Itoa(n.AMQPPort)
}

// Endpoints are the management API's base URLs of all nodes.
func (l *Lab) Endpoints() []string {
	urls := make([]string, len(l.Nodes))
	for i, n := range l.Nodes {
		urls[i] = n.Endpoint()
	}
	return urls
}

// has is nil when there is a node of this index.
func (l *Lab) has(i int) error {
	if i < 0 || i >= len(l.Nodes) {
		return fmt.Errorf("lab %s has no node number %d, it has %d nodes", l.Name, i+1, len(l.Nodes))
	}
	return nil
}

// The addresses inside a network lab. The nodes talk to each other on the first network only; the second is
// the clients' way in, so that a node can be cut off its peers alone.
func peerAddress(number int) string   { return "10.77.0." + strconv.Itoa(number) }
func clientAddress(number int) string { return "10.78.0." + strconv.Itoa(number) }

const (
	defaultAMQPPort         = 5672
	defaultManagementPort   = 15672
	defaultDistributionPort = 25672
	defaultEpmdPort         = 4369
)

func newLab(o Options, release Release, dir string, ports []int) *Lab {
	l := &Lab{
		Name: o.Name, Series: o.RabbitMQ, Version: release.Version, Dir: dir, Release: release,
		// The marks let them be found where they must not be.
		Username: "lab", Password: "labPassword" + leaks.Mark + randomText(20), Cookie: "labCookie" + leaks.Unstored + randomText(24),
		Separate: o.Separate, Network: o.Network, TLS: o.TLS, Plugins: o.Plugins, Config: o.Config, TTL: o.TTL,
	}
	if o.Cookie != "" {
		l.Cookie = o.Cookie
	}
	next := func() int {
		p := ports[0]
		ports = ports[1:]
		return p
	}
	epmd := next()
	for i := range o.Nodes {
		n := &Node{
			Number: i + 1, Name: fmt.Sprintf("rabbit-%s-%d@localhost", o.Name, i+1), Host: "localhost",
			AMQPPort: next(), ManagementPort: next(), DistributionPort: next(), EpmdPort: epmd,
			Dir: filepath.Join(dir, "node"+strconv.Itoa(i+1)),
		}
		if o.Network {
			n.Host = "rabbit" + strconv.Itoa(n.Number)
			n.Name = "rabbit@" + n.Host
			n.EpmdPort = next()
		}
		l.Nodes = append(l.Nodes, n)
	}
	return l
}

func portsNeeded(o Options) int {
	if o.Network {
		return 1 + 4*o.Nodes
	}
	return 1 + 3*o.Nodes
}
