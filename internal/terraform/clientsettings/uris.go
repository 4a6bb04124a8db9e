package clientsettings

import (
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/amqpuri"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// resolve resolves settings whose URLs are made here. Kombu takes a parameter for an argument of its own and fails on the
// ones that other clients know, so that there are none.
func resolve(c clientsettings.Config) (clientsettings.Resolved, []loadbalancer.Problem) {
	c.URL = func(e clientsettings.Endpoint) clientsettings.URL { return inParts(uri(c, e)) }
	return clientsettings.Resolve(c)
}

// uri is the AMQP URI of an endpoint with its port. With an empty Password it has a place for one where it is read from
// the environment.
func uri(c clientsettings.Config, e clientsettings.Endpoint) amqpuri.URI {
	u := amqpuri.URI{Scheme: amqpuri.SchemePlain, Host: e.Address, Port: new(int64(*e.Port)), Vhost: new("/")}
	if c.TLS != nil {
		u.Scheme = amqpuri.SchemeTLS
	}
	if c.Vhost != "" {
		u.Vhost = &c.Vhost
	}
	if c.Username != "" {
		u.Username, u.Password = &c.Username, &c.Password
	}
	return u
}

// inParts is the URI in parts around the password.
func inParts(u amqpuri.URI) clientsettings.URL {
	whole := u.String()
	if u.Username == nil {
		return clientsettings.URL{Before: whole}
	}
	u.Password = new("")
	// A user name has both characters encoded, so that the first pair of them is where a password belongs.
	user, host, _ := strings.Cut(u.String(), ":@")
	before, after := user+":", "@"+host
	return clientsettings.URL{Before: before, Password: whole[len(before) : len(whole)-len(after)], After: after}
}

// written are the URIs of the endpoints for clients other than Kombu; none where the password is in the environment only.
func written(c clientsettings.Config, endpoints []clientsettings.Endpoint, parameters map[string]string) []string {
	if c.PasswordEnv != "" {
		return nil
	}
	var all []string
	for _, e := range endpoints {
		u := uri(c, e)
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
