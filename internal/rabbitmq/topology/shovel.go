package topology

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

var deleteAfter = regexp.MustCompile(`^(never|queue-length|[0-9]{1,18})$`)

// ShovelEnd is one end of a shovel as written by the user.
type ShovelEnd struct {
	URIs     []string // nil when not known yet
	Protocol string   // AMQP091 where the user names none; empty when not known yet
	Values   map[string]any
}

// Shovel is a shovel as written by the user.
type Shovel struct {
	Source, Destination ShovelEnd
	Values              map[string]any // of the whole
	Other               map[string]any // the user's own JSON
}

// side is one end with what the rules need to speak of it.
type side struct {
	ShovelEnd
	block  string // in Terraform: "source"
	prefix string // at the broker: "src-"
	keys   []ParameterKey
}

func (s Shovel) sides() []side {
	return []side{
		{s.Source, "source", "src-", shovelSourceKeys},
		{s.Destination, "destination", "dest-", shovelDestinationKeys},
	}
}

// CheckShovel finds what no broker accepts, or what none can do. It needs no broker.
func CheckShovel(s Shovel) []Problem {
	problems := checkParameterKeys("", shovelKeys, s.Values)
	attributes := map[string]string{}
	for _, key := range shovelKeys {
		attributes[key.Name] = key.Attribute
	}
	for _, end := range s.sides() {
		attributes[end.prefix+"uri"] = end.block + ".uris"
		attributes[end.prefix+"protocol"] = end.block + ".protocol"
		for _, key := range end.keys {
			attributes[key.Name] = end.block + "." + key.Attribute
		}
		problems = append(problems, end.check()...)
	}
	for old, current := range legacyShovelKeys {
		attributes[old] = attributes[current]
	}
	problems = append(problems, checkNoAck(s)...)
	return append(problems, checkOtherKeys(attributes, s.Other)...)
}

// CheckShovelOn finds what a broker of this version does not know.
func CheckShovelOn(s Shovel, b capability.Broker) []Problem {
	var problems []Problem
	for _, end := range s.sides() {
		if end.Protocol == Local && !localShovels.Holds(b.Version) {
			problems = append(problems, Problem{
				Attribute: end.block + ".protocol",
				Summary:   fmt.Sprintf("RabbitMQ %s has no local shovels", b.Version),
				Detail: fmt.Sprintf("The protocol \"local\" works in %s; this broker runs %s. Write \"amqp091\" and a URI that leads to "+
					"the broker: \"amqp://\" is the node that the shovel runs on.", localShovels, b.Version),
			})
			continue
		}
		problems = append(problems, checkParameterKeysOn(end.block+".", end.Protocol, end.keys, end.Values, b)...)
		problems = append(problems, end.checkArgumentsOn(b)...)
	}
	return problems
}

func (e side) check() []Problem {
	if e.Protocol != "" && !slices.Contains(ShovelProtocols(), e.Protocol) {
		return []Problem{{
			Attribute: e.block + ".protocol",
			Summary:   fmt.Sprintf("protocol cannot be %s", shown(e.Protocol)),
			Detail:    fmt.Sprintf("It must be one of %s. Old brokers answer status 500 to any other.", quoted(ShovelProtocols())),
		}}
	}
	problems := checkURIs(e.block+".uris", e.Protocol, e.URIs)
	if len(e.URIs) > 1 && (e.Protocol == AMQP10 || e.Protocol == Local) {
		problems = append(problems, Problem{
			Attribute: e.block + ".uris", Summary: "Only the first URI is used", Warning: true,
			Detail: fmt.Sprintf("With protocol = %q RabbitMQ takes the first URI and never tries another. Where several brokers are to "+
				"stand in for each other, use \"amqp091\", or one URI that leads to all of them.", e.Protocol),
		})
	}
	problems = append(problems, checkParameterKeys(e.block+".", e.keys, e.Values)...)
	problems = append(problems, e.checkArguments()...)
	problems = append(problems, e.checkProtocol()...)
	problems = append(problems, e.checkEnds()...)
	return append(problems, checkPublishProperties(e.block+".publish_properties", e.Values["dest-publish-properties"])...)
}

// checkProtocol finds keys that the end's protocol does not take. The broker calls them "unrecognised terms".
func (e side) checkProtocol() []Problem {
	var problems []Problem
	for _, key := range e.keys {
		if _, ok := e.Values[key.Name]; !ok {
			continue
		}
		if _, taken := key.under(e.Protocol); !taken {
			var others []string
			for _, protocol := range ShovelProtocols() {
				if _, ok := key.Protocols[protocol]; ok {
					others = append(others, protocol)
				}
			}
			problems = append(problems, Problem{
				Attribute: e.block + "." + key.Attribute,
				Summary:   fmt.Sprintf("%s is not for the protocol %s", key.Attribute, e.Protocol),
				Detail:    fmt.Sprintf("RabbitMQ takes the key %s with %s only. Leave it out, or change protocol.", key.Name, strings.Join(others, " and ")),
			})
		}
	}
	if e.Protocol == AMQP10 {
		if count, ok := integer(e.Values[e.prefix+"prefetch-count"]); ok && count == 0 {
			problems = append(problems, Problem{
				Attribute: e.block + ".prefetch_count", Summary: "prefetch_count cannot be 0 with amqp10",
				Detail: "In AMQP 1.0 it is the credit that the source is given: with 0 it sends nothing. Give at least 1.",
			})
		}
		if e.Values[e.prefix+"delete-after"] == "queue-length" {
			problems = append(problems, Problem{
				Attribute: e.block + ".delete_after", Summary: "delete_after cannot be \"queue-length\" with amqp10",
				Detail: "AMQP 1.0 does not tell how long a queue is. Give a number of messages, or take the protocol \"amqp091\".",
			})
		}
	}
	return problems
}
