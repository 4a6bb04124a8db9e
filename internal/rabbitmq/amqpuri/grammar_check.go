package amqpuri

import (
	"slices"
	"strings"
)

const notEncoded = `holds a "%" without two hexadecimal digits after it; a "%" itself is %25`

// integers are the query parameters that have to be whole numbers (parse_amqp_param/2 of amqp_uri).
var integers = []string{"channel_max", "frame_max", "heartbeat", "connection_timeout"}

// notInQuery are fields of a connection that no query parameter may set: of one over the network, and of one within the
// broker, which a URI without a host stands for (amqp_client.hrl).
var (
	notInQuery       = []string{"username", "virtual_host", "host", "port", "ssl_options", "auth_mechanisms", "client_properties", "socket_options"}
	notInDirectQuery = []string{"username", "virtual_host", "node", "adapter_info", "client_properties"}
)

// CheckForBroker finds what brokers refuse in a URI of a shovel or a federation link, where every RabbitMQ from 3.8 to 4.3
// refuses it (amqp_uri:parse/2, validate_params_user/2 of rabbit_shovel_parameters). It returns a *PartError.
func CheckForBroker(text string) error {
	s := cut(text)
	if s == nil || s.scheme != SchemePlain && s.scheme != SchemeTLS {
		return &PartError{"scheme", "is not amqp:// or amqps://"}
	}
	for _, check := range []func() *PartError{s.checkPort, s.checkUser, s.checkHost, s.checkVhost, s.checkParameters} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (s *split) checkPort() *PartError {
	switch {
	case s.bracketed && s.after != "" && !s.hasPort:
		return &PartError{"host", `is followed by something else than a port after its "]"`}
	case !s.hasPort:
		return nil
	case !erlangInteger(s.port) || !inPortRange(s.port):
		reason := "is not a number from 1 to 65535"
		if !strings.Contains(s.authority, "@") {
			reason += `. If what stands there is a password, it or the user name holds a "/", "?" or "#" that is not percent-encoded ` +
				`(%2F, %3F, %23), or the "@" after it is missing`
		}
		return &PartError{"port", reason}
	case s.host == "":
		return &PartError{"port", "needs a host before it"}
	}
	return nil
}

func (s *split) checkUser() *PartError {
	for i, part := range []string{"user name", "password"} {
		if i < len(s.user) && !percentEncoded(s.user[i], true) {
			return &PartError{part, notEncoded}
		}
	}
	return nil
}

func (s *split) checkHost() *PartError {
	switch {
	case !percentEncoded(s.host, false):
		return &PartError{"host", notEncoded}
	case s.host == "" && s.scheme == SchemeTLS:
		return &PartError{"host", "is missing, and amqps:// needs one; amqp:// alone is the broker's own node, without a connection"}
	}
	return nil
}

func (s *split) checkVhost() *PartError {
	vhost := strings.TrimPrefix(s.path, "/")
	switch {
	case strings.Contains(vhost, "/"):
		return &PartError{"virtual host", `holds a "/" that is not percent-encoded (%2F). If it belongs to user name or password, ` +
			"percent-encode it there"}
	case !percentEncoded(vhost, true):
		return &PartError{"virtual host", notEncoded}
	case s.host == "" && s.path == "/":
		return &PartError{"virtual host", `has the empty name, and no broker has such a one: the default virtual host is %2F, and without ` +
			`the last "/" it is meant, too`}
	}
	return nil
}

func (s *split) checkParameters() *PartError {
	refused := func(name, reason string) *PartError { return &PartError{"query parameter " + name, reason} }
	numbers, fields := integers, notInQuery
	if s.host == "" {
		numbers, fields = nil, notInDirectQuery
	}
	for _, name := range fields {
		if _, found := s.value(name); found {
			return refused(name, "cannot be set there")
		}
	}
	for _, each := range s.query {
		if count := len(tokens(each[1])); s.host != "" && each[0] == "auth_mechanism" && (count < 1 || count > 2) {
			return refused(each[0], "is not a mechanism, such as plain or external")
		}
	}
	if s.scheme == SchemeTLS {
		numbers = append([]string{"depth"}, numbers...)
		for _, name := range []string{"cacertfile", "certfile", "keyfile", "password", "server_name_indication"} {
			if value, found := s.value(name); found && !percentEncoded(value, false) {
				return refused(name, notEncoded)
			}
		}
		if value, found := s.value("fail_if_no_peer_cert"); found && value != "true" && value != "false" {
			return refused("fail_if_no_peer_cert", "is neither true nor false")
		}
	}
	for _, name := range numbers {
		if value, found := s.value(name); found && !erlangInteger(value) {
			return refused(name, "is not a whole number")
		}
	}
	return nil
}

// tokens are the words of a mechanism between colons.
func tokens(mechanism string) []string {
	return slices.DeleteFunc(strings.Split(mechanism, ":"), func(word string) bool { return word == "" })
}
