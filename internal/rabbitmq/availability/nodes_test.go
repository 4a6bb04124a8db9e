package availability

import "testing"

func TestNodes(t *testing.T) {
	mnesia, khepri := "3.10.8", "4.3.6"
	try(t, []trial{
		{"single_node", healthy(t, khepri, 1), "r1", "r1 is the only node: nothing works without it."},
		{"-single_node", healthy(t, khepri, 2), "", ""},
		{"no_majority", healthy(t, khepri, 3).down("r1", "r3"), "r1 r3", "1 of 3 nodes run, and a majority is 2."},
		{"no_majority", healthy(t, mnesia, 2).down("r1"), "r1", "1 of 2 nodes run, and a majority is 2."},
		{"-no_majority", healthy(t, khepri, 3).down("r1"), "", ""},
		{"no_spare_node", healthy(t, khepri, 3).down("r1"), "r2 r3", "2 of 3 nodes run, and Khepri needs as many."},
		{"no_spare_node", healthy(t, khepri, 2), "r1 r2", "2 of 2 nodes run, and Khepri needs as many."},
		{"no_spare_node", healthy(t, khepri, 4).down("r4"), "r1 r2 r3", "3 of 4 nodes run, and Khepri needs as many."},
		{"-no_spare_node", healthy(t, khepri, 4), "", ""},
		{"-no_spare_node", healthy(t, khepri, 5).down("r4"), "", ""},
		{"-no_spare_node", healthy(t, khepri, 3).down("r1", "r2"), "", ""},
		{"-no_spare_node", healthy(t, khepri, 1), "", ""},
		{"-no_spare_node", healthy(t, mnesia, 3).down("r1"), "", ""},
		{"one_open_node", drained(healthy(t, khepri, 3), "r1", "r3"), "r2", "r2 alone takes clients: r1 and r3: in maintenance mode."},
		{"one_open_node", drained(healthy(t, khepri, 3).down("r1"), "r3"), "r2", "r2 alone takes clients: r3: in maintenance mode."},
		{"-one_open_node", drained(healthy(t, khepri, 3), "r1"), "", ""},
		{"-one_open_node", healthy(t, khepri, 3).down("r1", "r2"), "", ""},
		{"two_nodes", healthy(t, mnesia, 2), "r1 r2", "The cluster has two nodes, and neither is a majority."},
		{"-two_nodes", healthy(t, mnesia, 3).down("r1"), "", ""},
		{"even_nodes", healthy(t, mnesia, 4), "r1 r2 r3 r4", "The cluster has 4 nodes: it survives the loss of no more than 3 would."},
		{"-even_nodes", healthy(t, mnesia, 2), "", ""},
		{"-even_nodes", healthy(t, mnesia, 5), "", ""},
		{"node_down", healthy(t, mnesia, 3).down("r2"), "r2", "It does not run."},
		{"-node_down", healthy(t, mnesia, 3), "", ""},
		{"node_in_maintenance", healthy(t, khepri, 3).node(func(n *Node) { n.Drained = true }), "r1", "It is in maintenance mode."},
		{"-node_in_maintenance", healthy(t, khepri, 3).node(func(n *Node) { n.Drained = true }).down("r1"), "", ""},
		{"ram_node", healthy(t, mnesia, 3).node(func(n *Node) { n.RAM = true }), "r1", "It keeps metadata in memory only."},
		{"-ram_node", healthy(t, mnesia, 3), "", ""},
		{"memory_alarm", healthy(t, khepri, 3).node(func(n *Node) { n.MemoryAlarm = true }), "r1", "It is above its memory limit; publishers are blocked."},
		{"-memory_alarm", healthy(t, khepri, 3).node(func(n *Node) { n.DiskAlarm = true }), "", ""},
		{"disk_alarm", healthy(t, khepri, 3).node(func(n *Node) { n.DiskAlarm = true }), "r1", "It has too little free disk space; publishers are blocked."},
		{"-disk_alarm", healthy(t, khepri, 3).node(func(n *Node) { n.MemoryAlarm = true }), "", ""},
		{"partition", healthy(t, mnesia, 3).node(func(n *Node) { n.Partitions = []string{"r3", "r2"} }), "r1 r2 r3", "It is separated from r2 and r3."},
		{"-partition", healthy(t, mnesia, 3).down("r1"), "", ""},
		{"mixed_versions", healthy(t, khepri, 3).node(func(n *Node) { n.Version = "4.2.1" }), "r1 r2 r3", "RabbitMQ is 4.2.1 on r1 and 4.3.6 on r2 and r3."},
		{"-mixed_versions", healthy(t, khepri, 3).down("r1"), "", ""},
	})
}

func TestRestOfTheCluster(t *testing.T) {
	three := []string{"r1", "r2", "r3"}
	led := func(leaders ...string) *scene {
		s := healthy(t, "4.3.6", 3)
		for _, leader := range leaders {
			s.queue(Queue{Type: "quorum", Durable: true, Leader: leader, Members: three, Online: three})
		}
		return s
	}
	passing := func(khepri bool) func(*Cluster) {
		return func(c *Cluster) { c.Khepri, c.TransientExchanges = khepri, []Name{{"/", "x"}} }
	}
	try(t, []trial{
		{"leaders_on_one_node", led("r2", "r2", "r2"), "r2", "r2 leads all 3 replicated queues."},
		{"-leaders_on_one_node", led("r2", "r2"), "", ""},
		{"-leaders_on_one_node", led("r2", "r2", "r2", "r1"), "", ""},
		{"-leaders_on_one_node", led(), "", ""},
		{"-leaders_on_one_node", healthy(t, "4.3.6", 3).classic(nil).classic(nil).classic(nil), "", ""},
		{"-leaders_on_one_node", healthy(t, "4.3.6", 2).down("r2").raft("quorum", "r1", "r2"), "", ""},
		{"deprecated_feature", healthy(t, "3.13.0", 3).change(func(c *Cluster) { c.Deprecated = []string{"ram_node_type"} }), "", "It is in use."},
		{"-deprecated_feature", healthy(t, "3.13.0", 3), "", ""},
		{"transient_exchange", healthy(t, "3.10.8", 3).change(passing(false)), "", "It is not durable."},
		{"-transient_exchange", healthy(t, "4.3.6", 3).change(passing(true)), "", ""},
	})
}

func TestVhosts(t *testing.T) {
	with := func(vhosts ...Vhost) *scene {
		return healthy(t, "4.3.6", 3).change(func(c *Cluster) { c.Vhosts = vhosts })
	}
	try(t, []trial{
		{"vhost_down", with(Vhost{Name: "a"}, Vhost{Name: "b", Stopped: []string{"r3", "r2"}}), "r2 r3", "It does not run on r2 and r3."},
		{"-vhost_down", with(Vhost{Name: "a"}), "", ""},
		{"not_measured", with(Vhost{Name: "a", Unknown: true}), "", "The broker does not tell on which nodes it runs."},
		{"vhost_hidden", with(Vhost{Name: "a"}, Vhost{Name: "b", Hidden: true}), "", "The user sees nothing in it."},
		{"-vhost_hidden", with(Vhost{Name: "a"}), "", ""},
	})
}

func TestPartitionHandling(t *testing.T) {
	set := func(s *scene, how PartitionHandling) *scene { return s.change(func(c *Cluster) { c.Partitions = how }) }
	old := func(n int, down ...string) *scene { return healthy(t, "3.10.8", n).down(down...) }
	known := func(modes ...string) PartitionHandling { return PartitionHandling{Known: true, Modes: modes} }
	needs := func(nodes ...string) PartitionHandling {
		return PartitionHandling{Known: true, Modes: []string{"pause_if_all_down"}, Needed: [][]string{nodes}}
	}
	const stops = "2 of 3 nodes run: the next loss stops the others."
	try(t, []trial{
		{"partition_handling_unknown", old(3, "r3"), "r1 r2", "2 of 3 nodes run: with pause_minority the next loss would stop the others, and whether " +
			"that is set is not known."},
		{"partition_handling_unknown", old(2), "r1 r2", "2 of 2 nodes run: with pause_minority the next loss would stop the others, and whether " +
			"that is set is not known."},
		{"-partition_handling_unknown", old(3), "", ""},
		{"-partition_handling_unknown", old(3, "r2", "r3"), "", ""},
		{"-partition_handling_unknown", old(1), "", ""},
		{"-partition_handling_unknown", healthy(t, "4.3.6", 3).down("r3"), "", ""},
		{"-partition_handling_unknown", set(old(3, "r3"), known("ignore")), "", ""},
		{"pause_minority", set(old(3, "r3"), known("autoheal", "pause_minority")), "r1 r2", stops},
		{"-pause_minority", set(old(3, "r3"), known("autoheal")), "", ""},
		{"-pause_minority", set(old(3), known("pause_minority")), "", ""},
		{"-pause_minority", set(healthy(t, "4.3.6", 3).down("r3"), known("pause_minority")), "", ""},
		{"pause_if_all_down", set(old(3, "r3"), needs("r3", "r1")), "r1", "Of the nodes that the others pause without, which are r1 and r3, just r1 runs."},
		{"-pause_if_all_down", set(old(3), needs("r3", "r1")), "", ""},
	})
}
