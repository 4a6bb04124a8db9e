package clientsettings

import (
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/amqpuri"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
)

// uris are the AMQP URIs of sound settings, in the order of the endpoints. With an empty Password they have a place for
// one where it is read from the environment.
func uris(c clientsettings.Config) []amqpuri.URI {
	template := amqpuri.URI{Scheme: amqpuri.SchemePlain, Vhost: new("/")}
	if c.TLS != nil {
		template.Scheme = amqpuri.SchemeTLS
	}
	if c.Vhost != "" {
		template.Vhost = &c.Vhost
	}
	if c.Username != "" {
		template.Username, template.Password = &c.Username, &c.Password
	}
	var all []amqpuri.URI
	for _, e := range c.EndpointsWithDefaults() {
		u := template
		u.Host, u.Port = e.Address, new(int64(*e.Port))
		all = append(all, u)
	}
	return all
}

// urls are the same URIs in parts around the password. Kombu takes a parameter for an argument of its own and fails on
// the ones that other clients know, so that there are none.
func urls(c clientsettings.Config) []clientsettings.URL {
	var all []clientsettings.URL
	for _, u := range uris(c) {
		if u.Username == nil {
			all = append(all, clientsettings.URL{Before: u.String()})
			continue
		}
		whole := u.String()
		u.Password = new("")
		// A user name has both characters encoded, so that the first pair of them is where a password belongs.
		user, host, _ := strings.Cut(u.String(), ":@")
		before, after := user+":", "@"+host
		all = append(all, clientsettings.URL{Before: before, Password: whole[len(before) : len(whole)-len(after)], After: after})
	}
	return all
}

// written are the URIs for clients other than Kombu; none where the password is in the environment only.
func written(c clientsettings.Config, parameters map[string]string) []string {
	if c.PasswordEnv != "" {
		return nil
	}
	var all []string
	for _, u := range uris(c) {
		for name, v := range parameters {
			if u.Query == nil {
				u.Query = map[string][]string{}
			}
			u.Query[name] = []string{v}
		}
		all = append(all, u.String())
	}
	return all
}
