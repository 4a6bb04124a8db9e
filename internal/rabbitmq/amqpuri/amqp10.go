package amqpuri

import (
	"regexp"
	"strings"
)

// notInRFC3986 is what uri_string:parse/1 of Erlang takes nowhere in a URI.
var notInRFC3986 = regexp.MustCompile(`[^!#-;=?-Z\[\]_a-z~]`)

// CheckForAMQP10 finds what RabbitMQ's AMQP 1.0 client refuses (amqp10_client:parse_uri/1, 3.8 to 4.3) in a URI that
// CheckForBroker passes: a shovel with it is made, and never connects. It returns a *PartError.
func CheckForAMQP10(text string) error {
	s := cut(text)
	if s == nil {
		return &PartError{"scheme", "is not amqp:// or amqps://"}
	}
	sasl, _ := s.value("sasl")
	switch {
	case notInRFC3986.MatchString(text):
		return &PartError{"user name, password, host or query", "holds a space, a character that is not ASCII or another one that has to be percent-encoded"}
	case !strings.HasPrefix(text, SchemePlain+"://") && !strings.HasPrefix(text, SchemeTLS+"://"):
		return &PartError{"scheme", "is not in small letters"}
	case s.path != "" && s.path != "/":
		return &PartError{"virtual host", "is not a path in AMQP 1.0. It is asked for by the host's name: amqp://user:password@host:port?hostname=vhost:NAME"}
	case s.host == "":
		return &PartError{"host", "is missing: AMQP 1.0 needs a connection, also to the broker's own node"}
	case len(s.user) == 0 && sasl == "plain":
		return &PartError{"user name", `is missing, and "sasl=plain" needs it with a password`}
	case len(s.user) > 0 && sasl != "anon" && sasl != "external" && len(tokens(strings.Join(s.user, ":"))) != 2:
		return &PartError{"password", "is missing or empty, or holds a \":\" that is not percent-encoded (%3A): user:password is taken"}
	}
	return s.checkAMQP10Parameters()
}

func (s *split) checkAMQP10Parameters() error {
	for _, name := range []string{"idle_time_out", "max_frame_size", "transfer_limit_margin"} {
		if value, found := s.value(name); found && !erlangInteger(value) {
			return &PartError{"query parameter " + name, "is not a whole number"}
		}
	}
	if s.scheme != SchemeTLS {
		return nil
	}
	for name, values := range map[string][2]string{"verify": {"verify_none", "verify_peer"}, "fail_if_no_peer_cert": {"true", "false"}} {
		if value, found := s.value(name); found && value != values[0] && value != values[1] {
			return &PartError{"query parameter " + name, "is neither " + values[0] + " nor " + values[1]}
		}
	}
	return nil
}
