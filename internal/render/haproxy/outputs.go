package haproxy

// Endpoints are the addresses clients connect to, as HOST:PORT, by the listener's name.
func (c Config) Endpoints() map[string][]string {
	endpoints := map[string][]string{}
	for _, l := range c.withDefaults().Listeners {
		for _, b := range l.Binds {
			endpoints[l.Name] = append(endpoints[l.Name], b.String())
		}
	}
	return endpoints
}

// ServerNames are the servers as LISTENER/SERVER, which is how the runtime API's "set server" calls them.
func (c Config) ServerNames() []string {
	var names []string
	for _, l := range c.Listeners {
		for _, s := range l.Servers {
			names = append(names, l.Name+"/"+s.Name)
		}
	}
	return names
}

// HasSecret reports whether the text holds a password.
func (c Config) HasSecret() bool {
	for _, l := range c.Listeners {
		if l.Check.Password != "" {
			return true
		}
	}
	return c.Stats != nil && c.Stats.Password != ""
}
