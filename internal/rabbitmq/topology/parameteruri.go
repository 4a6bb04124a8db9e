package topology

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	badPercent = regexp.MustCompile(`%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)`)
	notInURI   = regexp.MustCompile(`[\x00-\x20\x7f]`)
)

// checkURIs finds what amqp_uri:parse/2 of RabbitMQ refuses, in every version. URIs hold passwords, and the broker
// repeats them in its answer: what is found is said by the URI's place in the list. nil is a list that is not known yet.
func checkURIs(attribute string, uris []string) []Problem {
	var problems []Problem
	if uris != nil && len(uris) == 0 {
		return []Problem{{
			Attribute: attribute, Summary: "There is no URI",
			Detail: "RabbitMQ accepts an empty list of URIs and then connects to nothing. Give at least one.",
		}}
	}
	seen := map[string]int{}
	for i, uri := range uris {
		if first, twice := seen[uri]; twice {
			problems = append(problems, Problem{
				Attribute: attribute, Summary: fmt.Sprintf("URI %d is the same as URI %d", i+1, first),
				Detail:  "A URI written twice is tried twice as often, which makes nothing more available.",
				Warning: true,
			})
			continue
		}
		seen[uri] = i + 1
		if wrong := uriComplaint(uri); wrong != "" {
			problems = append(problems, Problem{
				Attribute: attribute, Summary: fmt.Sprintf("URI %d is not an AMQP URI", i+1),
				Detail: fmt.Sprintf("URI %d of %s: %s. The form is amqp://user:password@host:port/vhost, or amqps://, with every part "+
					"percent-encoded: %%2F is the virtual host \"/\". The URI is not shown, since it may hold a password.", i+1, attribute, wrong),
			})
		}
	}
	return problems
}

// checkAMQP10URIs finds what amqp_uri:parse/2 accepts, and amqp10_client:parse_uri/1 does not: the shovel is made, and never
// connects.
func checkAMQP10URIs(attribute string, uris []string) []Problem {
	var problems []Problem
	for i, uri := range uris {
		_, rest, _ := strings.Cut(uri, "://")
		address, _, _ := strings.Cut(rest, "?")
		authority, vhost, _ := strings.Cut(address, "/")
		if uriComplaint(uri) != "" {
			continue
		}
		at := fmt.Sprintf("URI %d of %s", i+1, attribute)
		if vhost != "" {
			problems = append(problems, Problem{
				Attribute: attribute, Summary: fmt.Sprintf("URI %d has a virtual host in its path", i+1),
				Detail: at + ": RabbitMQ's AMQP 1.0 client takes no path, and the shovel would never connect. The virtual host is asked for " +
					"by the host's name: amqp://user:password@host:port?hostname=vhost:NAME.",
			})
		}
		if authority[strings.LastIndex(authority, "@")+1:] == "" {
			problems = append(problems, Problem{
				Attribute: attribute, Summary: fmt.Sprintf("URI %d has no host", i+1),
				Detail: at + ": AMQP 1.0 needs a connection, also to the broker's own node. Name its host and port.",
			})
		}
	}
	return problems
}

// uriComplaint says what is wrong without repeating any of it.
func uriComplaint(uri string) string {
	scheme, rest, found := strings.Cut(uri, "://")
	if scheme = strings.ToLower(scheme); !found || scheme != "amqp" && scheme != "amqps" {
		return "it does not begin with amqp:// or amqps://"
	}
	address, _, _ := strings.Cut(rest, "?")
	authority, vhost, _ := strings.Cut(address, "/")
	host := authority[strings.LastIndex(authority, "@")+1:]
	port := ""
	if at := strings.LastIndex(host, ":"); at > strings.LastIndex(host, "]") {
		port = host[at+1:]
	}
	number, err := strconv.Atoi(port)
	switch {
	case notInURI.MatchString(uri):
		return "it holds a space, a line break or another control character"
	case strings.Contains(vhost, "/"):
		return "there is more than one slash after the host, so that a name or a password holds one that is not percent-encoded"
	case badPercent.MatchString(address):
		return "there is a percent sign without two hexadecimal digits after it; a percent sign itself is %25"
	case port != "" && (err != nil || number < 1 || number > 65_535):
		return "the port is not a number from 1 to 65535"
	}
	return ""
}
