package rabbitmqconf

import (
	"maps"
	"reflect"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// origin says of what a Config for one node has where it comes from.
type origin struct {
	name string
	at   loadbalancer.Path // the node's
	// own are the paths of what the node has of its own, as text and without the node's path.
	own map[string]bool
	// listeners and advanced are where the elements of these lists come from.
	listeners, advanced []loadbalancer.Path
}

// differ reports whether some node has something of its own.
func (c Config) differ() bool {
	return slices.ContainsFunc(c.Nodes, func(n Node) bool { return !reflect.DeepEqual(n.NodeSettings, NodeSettings{}) })
}

// perNode are the configurations of all nodes, with their defaults: one for all of them where they do not differ.
func (c Config) perNode() []Config {
	if !c.differ() {
		return []Config{c.withDefaults()}
	}
	all := make([]Config, len(c.Nodes))
	for i := range c.Nodes {
		all[i] = c.forNode(i)
	}
	return all
}

// forNode is what one node has, with its defaults.
func (c Config) forNode(i int) Config {
	n := c.Nodes[i]
	c.node = &origin{name: n.Name, at: field("node").Item(i), own: map[string]bool{}}
	c.Listeners = replaced(c.Listeners, n.Listeners, "listener", &c.node.listeners, c.node.at,
		func(a, b Listener) bool { return a.Protocol == b.Protocol })
	c.Advanced = replaced(c.Advanced, n.Advanced, "advanced", &c.node.advanced, c.node.at,
		func(a, b Advanced) bool { return a.Application == b.Application && a.Key == b.Key })
	if n.DistributionPort != nil {
		c.DistributionPort = n.DistributionPort
		c.node.takes(field("distribution_port"))
	}
	c.Environment = c.merged("environment", c.Environment, n.Environment)
	common, sensitive := without(c.Settings, n.SensitiveSettings), without(c.SensitiveSettings, n.Settings)
	c.Settings = c.merged("settings", common, n.Settings)
	c.SensitiveSettings = c.merged("settings_sensitive", sensitive, n.SensitiveSettings)
	if n.TLS != nil {
		tls := TLS{}
		if c.TLS != nil {
			tls = *c.TLS
		}
		c.node.files("tls", *n.TLS, &tls.CACertFile, &tls.CertFile, &tls.KeyFile)
		c.TLS = &tls
	}
	if n.InterNodeTLS != nil && c.InterNodeTLS != nil {
		tls := *c.InterNodeTLS
		c.node.files("inter_node_tls", *n.InterNodeTLS, &tls.CACertFile, &tls.CertFile, &tls.KeyFile)
		c.InterNodeTLS = &tls
	}
	return c.withDefaults()
}

// replaced is a list for all nodes with a node's own elements in the place of those like them.
func replaced[T any](common, own []T, name string, origins *[]loadbalancer.Path, node loadbalancer.Path, alike func(a, b T) bool) []T {
	var all []T
	for i, element := range common {
		if !slices.ContainsFunc(own, func(other T) bool { return alike(element, other) }) {
			all, *origins = append(all, element), append(*origins, field(name).Item(i))
		}
	}
	for i, element := range own {
		all, *origins = append(all, element), append(*origins, node.Field(name).Item(i))
	}
	return all
}

// without are the elements that others does not have.
func without(elements, others map[string]string) map[string]string {
	left := maps.Clone(elements)
	maps.DeleteFunc(left, func(key, _ string) bool { _, has := others[key]; return has })
	return left
}

// merged are the elements for all nodes and, before them, the node's own.
func (c Config) merged(name string, common, own map[string]string) map[string]string {
	if len(own) == 0 {
		return common
	}
	all := map[string]string{}
	maps.Copy(all, common)
	for key, value := range own {
		all[key] = value
		c.node.takes(element(name, key))
	}
	return all
}

// files puts a node's files in the place of those for all nodes.
func (o *origin) files(block string, own CertificateFiles, ca, cert, key *string) {
	for _, f := range []struct {
		name, own string
		common    *string
	}{{"cacertfile", own.CACertFile, ca}, {"certfile", own.CertFile, cert}, {"keyfile", own.KeyFile, key}} {
		if f.own != "" {
			*f.common = f.own
			o.takes(field(block).Field(f.name))
		}
	}
}

func (o *origin) takes(at loadbalancer.Path) { o.own[at.String()] = true }

// at is where a value of the configuration comes from, which has its path.
func (c Config) at(p loadbalancer.Path) loadbalancer.Path {
	switch {
	case c.node == nil:
	case p[0].Name == "listener" && len(p) > 1:
		return slices.Concat(c.node.listeners[p[1].Index], p[2:])
	case p[0].Name == "advanced" && len(p) > 1:
		return slices.Concat(c.node.advanced[p[1].Index], p[2:])
	case c.node.own[p[:min(len(p), 2)].String()]:
		return slices.Concat(c.node.at, p)
	}
	return p
}
