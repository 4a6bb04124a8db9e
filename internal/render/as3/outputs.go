package as3

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

// HasSecret reports whether the documents hold a password.
func (c Config) HasSecret() bool {
	for _, l := range c.Listeners {
		if l.Check.Password != "" {
			return true
		}
	}
	return false
}
