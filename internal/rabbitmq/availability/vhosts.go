package availability

// vhosts judges the virtual hosts. One that has stopped on a node lets no client in there, and its classic queues on that node
// do not work, while the node looks as healthy as ever (rabbit_vhost_sup_sup).
func (a *audit) vhosts() {
	for _, vhost := range a.cluster.Vhosts {
		name := Name{Name: vhost.Name}
		if stopped := without(vhost.Stopped); len(stopped) > 0 {
			a.find("vhost_down", OfVhost, name, stopped, "It does not run on %s.", list(stopped))
		}
		if vhost.Unknown {
			a.find("not_measured", OfVhost, name, nil, "The broker does not tell on which nodes it runs.")
		}
		if vhost.Hidden {
			a.find("vhost_hidden", OfVhost, name, nil, "The user sees nothing in it.")
		}
	}
}
