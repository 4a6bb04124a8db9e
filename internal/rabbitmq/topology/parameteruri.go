package topology

import (
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/amqpuri"
)

// checkURIs finds what brokers of every version refuse, and warns of what they would misread. URIs hold passwords, and the broker
// repeats them in its answer: what is found is said by the URI's place in the list and the part of it. nil is a list that is
// not known yet.
func checkURIs(attribute, protocol string, uris []string) []Problem {
	var problems []Problem
	if uris != nil && len(uris) == 0 {
		return []Problem{{
			Attribute: attribute, Summary: "There is no URI",
			Detail: "RabbitMQ accepts an empty list of URIs and then connects to nothing. Give at least one.",
		}}
	}
	seen := map[string]int{}
	for i, uri := range uris {
		at := fmt.Sprintf("%s[%d]", attribute, i)
		if first, twice := seen[uri]; twice {
			problems = append(problems, Problem{
				Attribute: at, Summary: fmt.Sprintf("URI %d is the same as URI %d", i+1, first),
				Detail:  "A URI written twice is tried twice as often, which makes nothing more available.",
				Warning: true,
			})
			continue
		}
		seen[uri] = i + 1
		problems = append(problems, checkURI(at, i+1, protocol, uri)...)
	}
	return problems
}

func checkURI(at string, number int, protocol, uri string) []Problem {
	if err := amqpuri.CheckForBroker(uri); err != nil {
		return []Problem{{
			Attribute: at, Summary: fmt.Sprintf("URI %d is not an AMQP URI", number),
			Detail: fmt.Sprintf("%s: %s. The form is amqp://user:password@host:port/vhost, or amqps://, with every part "+
				"percent-encoded: %%2F is the virtual host \"/\". The URI is not shown, since it may hold a password.", at, err),
		}}
	}
	if protocol == AMQP10 {
		return checkAMQP10URI(at, number, uri)
	}
	var problems []Problem
	for _, doubt := range amqpuri.DoubtsOf(uri) {
		problems = append(problems, Problem{
			Attribute: at, Summary: fmt.Sprintf("RabbitMQ would misread URI %d", number), Warning: true,
			Detail: fmt.Sprintf("%s: %s. The URI is not shown, since it may hold a password.", at, doubt),
		})
	}
	return problems
}

// checkAMQP10URI finds what the broker accepts, and its AMQP 1.0 client does not: the shovel is made, and never connects.
func checkAMQP10URI(at string, number int, uri string) []Problem {
	err := amqpuri.CheckForAMQP10(uri)
	if err == nil {
		return nil
	}
	summary := fmt.Sprintf("URI %d is not one for AMQP 1.0", number)
	var wrong *amqpuri.PartError
	if errors.As(err, &wrong) {
		switch wrong.Part {
		case "virtual host":
			summary = fmt.Sprintf("URI %d has a virtual host in its path", number)
		case "host":
			summary = fmt.Sprintf("URI %d has no host", number)
		}
	}
	return []Problem{{
		Attribute: at, Summary: summary,
		Detail: fmt.Sprintf("%s: %s. RabbitMQ would accept the shovel, and it would never connect.", at, err),
	}}
}
