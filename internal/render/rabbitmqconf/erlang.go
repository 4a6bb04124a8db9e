package rabbitmqconf

import (
	"slices"
	"strconv"
	"strings"
)

// application is one application's part of an Erlang configuration.
type application struct {
	name     string
	settings []string
}

// advanced adds what is Advanced to the settings that the application rabbit has already.
func (c Config) advanced(rabbit []string) []application {
	var all []application
	if len(rabbit) > 0 {
		all = append(all, application{"rabbit", rabbit})
	}
	for _, a := range c.Advanced {
		text, _ := a.value()
		value, err := term(text)
		if err != nil {
			continue // reported
		}
		i := slices.IndexFunc(all, func(app application) bool { return app.name == a.Application })
		if i < 0 {
			i, all = len(all), append(all, application{name: a.Application})
		}
		all[i].settings = append(all[i].settings, "{"+a.Key+", "+value+"}")
	}
	return all
}

// terms is a configuration as Erlang reads it.
func terms(applications []application) string {
	if len(applications) == 0 {
		return "[].\n"
	}
	parts := make([]string, len(applications))
	for i, app := range applications {
		parts[i] = "  {" + app.name + ", [\n    " + strings.Join(app.settings, ",\n    ") + "\n  ]}"
	}
	return "[\n" + strings.Join(parts, ",\n") + "\n].\n"
}

// classic are the settings of the application rabbit in the old format.
func (c Config) classic() []string {
	var settings []string
	add := func(key, term string) { settings = append(settings, "{"+key+", "+term+"}") }
	if len(c.Nodes) > 0 {
		names := make([]string, len(c.Nodes))
		for i, n := range c.Nodes {
			names[i] = "'" + n.Name + "'"
		}
		add("cluster_nodes", "{["+strings.Join(names, ", ")+"], disc}")
	}
	if c.ClusterPartitionHandling != "" {
		add("cluster_partition_handling", c.ClusterPartitionHandling)
	}
	if c.LoopbackUsers != nil {
		users := make([]string, len(c.LoopbackUsers))
		for i, user := range c.LoopbackUsers {
			users[i] = `<<"` + user + `">>`
		}
		add("loopback_users", "["+strings.Join(users, ", ")+"]")
	}
	switch value := c.VMMemoryHighWatermark; amountForm(value) {
	case "relative":
		add("vm_memory_high_watermark", value)
	case "absolute":
		add("vm_memory_high_watermark", `{absolute, "`+value+`"}`)
	}
	switch value := c.DiskFreeLimit; amountForm(value) {
	case "relative":
		add("disk_free_limit", "{mem_relative, "+value+"}")
	case "absolute":
		add("disk_free_limit", `"`+value+`"`)
	}
	if c.Heartbeat != nil {
		add("heartbeat", strconv.Itoa(*c.Heartbeat))
	}
	if c.ChannelMax != nil {
		add("channel_max", strconv.Itoa(*c.ChannelMax))
	}
	return settings
}
