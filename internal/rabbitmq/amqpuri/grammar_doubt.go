package amqpuri

import (
	"slices"
	"strings"
	"unicode"
)

// mechanisms are what amqp_auth_mechanisms exports.
var mechanisms = []string{"plain", "amqplain", "external", "crdemo"}

// DoubtsOf says of a URI that CheckForBroker passes where brokers take it and would not do with it what its writer means:
// they cut a password short, connect to no host, ignore a parameter.
func DoubtsOf(text string) []*PartError {
	s := cut(text)
	if s == nil {
		return nil
	}
	var out []*PartError
	doubt := func(is bool, part, reason string) {
		if is {
			out = append(out, &PartError{part, reason})
		}
	}
	doubt(len(s.user) > 2, "password", `holds a ":" that is not percent-encoded, and the broker cuts it short there; write %3A`)
	at := strings.Count(s.authority, "@") > 1
	doubt(at, "host", `begins at the first "@". If an "@" belongs to user name or password, write %40 there`)
	doubt(!at && s.strangeHost(), "host", "is neither a host name nor an address, so that nothing connects to it. "+
		"A line break may come from a file: trimspace(file(...)) is without it")
	doubt(s.host != "" && s.path == "/", "virtual host", `has the empty name; the default virtual host is %2F, and without the last "/" it is meant, too`)
	doubt(s.fragment, "query", `ends at a "#", and what follows is ignored; write %23 for the character itself`)
	doubt(s.bare, "query", `has a parameter that is not of the form name=value and is ignored`)
	doubt(strings.ContainsFunc(strings.Join(s.user, "")+s.path, unicode.IsControl), "user name, password or virtual host",
		"holds a line break or another control character, which counts as a part of it. One may come from a file: trimspace(file(...)) is without it")
	for _, each := range s.query {
		words := tokens(each[1])
		doubt(each[0] == "auth_mechanism" && s.host != "" && len(words) == 1 && !slices.Contains(mechanisms, words[0]),
			"query parameter auth_mechanism", "is none of "+strings.Join(mechanisms, ", ")+", so that nothing connects")
	}
	verify, found := s.value("verify")
	doubt(found && s.scheme == SchemeTLS && verify != "verify_peer" && verify != "verify_none",
		"query parameter verify", "is neither verify_peer nor verify_none, so that nothing connects")
	return out
}

// strangeHost reports whether no resolver can know the host.
func (s *split) strangeHost() bool {
	host, err := unescape(s.host)
	switch {
	case err != nil:
		return true
	case s.bracketed:
		return !s.closed || s.after != "" && s.after[0] != ':' || host != "" && !isIPv6(host)
	}
	return strings.ContainsFunc(host, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && !strings.ContainsRune("-._", c)
	})
}
