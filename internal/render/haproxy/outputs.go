package haproxy

// Endpoints are the addresses clients connect to, as HOST:PORT, by the listener's name.
func (r Resolved) Endpoints() map[string][]string {
	endpoints := map[string][]string{}
	for _, l := range r.config.Listeners {
		for _, b := range l.Binds {
			endpoints[l.Name] = append(endpoints[l.Name], b.String())
		}
	}
	return endpoints
}

// ServerNames are the servers as LISTENER/SERVER, which is how the runtime API's "set server" calls them.
func (r Resolved) ServerNames() []string {
	var names []string
	for _, l := range r.config.Listeners {
		for _, s := range l.Servers {
			names = append(names, l.Name+"/"+s.Name)
		}
	}
	return names
}

// HasSecret reports whether the text holds a password.
func (r Resolved) HasSecret() bool {
	for _, l := range r.config.Listeners {
		if l.Check.Password != "" {
			return true
		}
	}
	return r.config.Stats != nil && r.config.Stats.Password != ""
}
