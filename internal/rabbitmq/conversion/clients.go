package conversion

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// amqp091 is the broker's word for the protocol whose publishers an alarm holds back for certain.
const amqp091 = "AMQP 0-9-1"

// protocolFindings are about clients of a virtual host that an alarm does not hold back.
func protocolFindings(vhost string, connections []Connection) []Finding {
	others, fresh := map[string][]string{}, 0
	for _, connection := range connections {
		protocol, isKnown := connection.Protocol.Get()
		switch {
		case !isKnown:
			fresh++
		case protocol != amqp091:
			others[protocol] = append(others[protocol], connection.shown())
		}
	}
	var out []Finding
	for _, protocol := range slices.Sorted(maps.Keys(others)) {
		out = append(out, found("other_protocol", fmt.Sprintf("Virtual host %q has %s by %s: %s.", vhost,
			counted(len(others[protocol]), "connection", "connections"), protocol, some(others[protocol]))))
	}
	if fresh > 0 {
		out = append(out, found("client_unknown", fmt.Sprintf("Virtual host %q has %s whose protocol is not known yet.", vhost,
			counted(fresh, "connection", "connections"))))
	}
	return out
}

// shown is how a connection is spoken of.
func (c Connection) shown() string {
	if c.Client != "" {
		return c.Client
	}
	return c.Name
}

// most is how many names a sentence has.
const most = 3

// some are the first names, sorted and without doubles, and how many more there are.
func some(names []string) string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// transactionFindings are about messages that were published before a pause and would be committed in it.
func transactionFindings(vhost string, channels []Channel) []Finding {
	var open, fresh []string
	for _, channel := range channels {
		switch waiting, isKnown := channel.Uncommitted.Get(); {
		case !isKnown:
			fresh = append(fresh, channel.Name)
		case waiting > 0:
			open = append(open, channel.Name)
		}
	}
	var out []Finding
	if len(open) > 0 {
		out = append(out, found("transaction", fmt.Sprintf("Virtual host %q has open transactions on %s: %s.", vhost,
			counted(len(open), "channel", "channels"), some(open))))
	}
	if len(fresh) > 0 {
		out = append(out, found("client_unknown", fmt.Sprintf("Virtual host %q has %s not measured yet: %s.", vhost,
			counted(len(fresh), "channel that is", "channels that are"), some(fresh))))
	}
	return out
}

// clientFindings are about those that consume from the queue, and about what arrives in it by itself.
func (a *Assessor) clientFindings(q Queue) []Finding {
	var out []Finding
	var global, exclusive, fresh []string
	for _, consumer := range a.consumers[q.Name] {
		connection, isListed := a.connections[consumer.Connection]
		connection.Name = consumer.Connection
		count, isKnown := a.channels[consumer.Channel].GlobalPrefetch.Get()
		switch {
		case !isListed, a.cluster.Broker.GlobalPrefetch && !isKnown:
			fresh = append(fresh, connection.shown())
		case isKnown && count > 0:
			global = append(global, connection.shown())
		}
		if consumer.Exclusive {
			exclusive = append(exclusive, connection.shown())
		}
	}
	if len(fresh) > 0 {
		out = append(out, found("client_unknown", "It has a consumer that was not measured yet: "+some(fresh)+"."))
	}
	if len(global) > 0 {
		out = append(out, found("global_qos", "A prefetch count for the whole channel is used by "+some(global)+"."))
	}
	if len(exclusive) > 0 {
		out = append(out, found("exclusive_consumer", "It is consumed from exclusively by "+some(exclusive)+"."))
	}
	if sources := a.deadLetters[q.Name]; len(sources) > 0 {
		out = append(out, found("dead_letter_target", "Messages are dead-lettered into it, or may be, from "+some(sources)+"."))
	}
	if clients := a.clients(q.Name); len(clients) > 0 {
		out = append(out, found("clients_declare", fmt.Sprintf("%s from it: %s.", counted(len(clients), "connection consumes", "connections consume"),
			some(names(clients)))))
	}
	return out
}

func names(clients []Client) []string {
	out := make([]string, len(clients))
	for i, client := range clients {
		out[i] = Connection{Name: client.Connection, Client: client.Client}.shown()
	}
	return out
}

// clients are the connections that consume from a queue, sorted by name.
func (a *Assessor) clients(queue Name) []Client {
	of := map[string]Client{}
	for _, consumer := range a.consumers[queue] {
		client, seen := of[consumer.Connection]
		if !seen {
			connection := a.connections[consumer.Connection]
			client = Client{Connection: consumer.Connection, User: connection.User, Client: connection.Client}
			if protocol, isKnown := connection.Protocol.Get(); isKnown {
				client.Protocol = protocol
			}
		}
		client.Consumers++
		of[consumer.Connection] = client
	}
	out := make([]Client, 0, len(of))
	for _, name := range slices.Sorted(maps.Keys(of)) {
		out = append(out, of[name])
	}
	return out
}
