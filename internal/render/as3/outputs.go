package as3

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

// HasSecret reports whether the documents hold a password.
func (r Resolved) HasSecret() bool {
	for _, l := range r.config.Listeners {
		if l.Check.Password != "" {
			return true
		}
	}
	return false
}
