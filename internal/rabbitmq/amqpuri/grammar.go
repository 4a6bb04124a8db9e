package amqpuri

import (
	"slices"
	"strconv"
	"strings"
)

// PartError says which part of a URI is wrong, and why. It repeats nothing of what the URI holds.
type PartError struct {
	// Part is "scheme", "user name", "password", "host", "port", "virtual host" or "query parameter NAME".
	Part   string
	Reason string
}

// Error implements error.
func (e *PartError) Error() string { return "the " + e.Part + " " + e.Reason }

// split is a URI cut where uri_parser:parse/2 of RabbitMQ cuts it (3.8 to 4.3), nothing decoded.
type split struct {
	scheme    string
	authority string
	user      []string // what stands between colons before the first "@"
	host      string
	port      string
	hasPort   bool
	path      string
	query     [][2]string // those of the form name=value
	// bracketed and closed are about a host that begins with "["; after is what follows its "]".
	bracketed, closed bool
	after             string
	// bare is whether a parameter lacks its "=", fragment whether there is a "#".
	bare, fragment bool
}

// cut is nil where there is no authority, without which the broker takes no URI.
func cut(text string) *split {
	scheme, rest, _ := strings.Cut(text, ":")
	rest, found := strings.CutPrefix(rest, "//")
	if !found {
		return nil
	}
	s := &split{scheme: strings.ToLower(scheme), authority: rest}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		s.authority, rest = rest[:end], rest[end:]
		rest, _, s.fragment = strings.Cut(rest, "#")
		var query string
		s.path, query, _ = strings.Cut(rest, "?")
		s.cutQuery(query)
	}
	user, host, found := strings.Cut(s.authority, "@")
	if !found {
		user, host = "", s.authority
	}
	if user != "" {
		s.user = strings.Split(user, ":")
	}
	s.cutHost(host)
	return s
}

func (s *split) cutQuery(query string) {
	if query == "" {
		return
	}
	for parameter := range strings.SplitSeq(query, "&") {
		name, value, found := strings.Cut(parameter, "=")
		if found {
			s.query = append(s.query, [2]string{name, value})
		} else {
			s.bare = true
		}
	}
}

func (s *split) cutHost(text string) {
	if text, s.bracketed = strings.CutPrefix(text, "["); s.bracketed {
		s.host, s.after, s.closed = strings.Cut(text, "]")
		_, s.port, s.hasPort = strings.Cut(s.after, ":")
		return
	}
	s.host, s.port, s.hasPort = strings.Cut(text, ":")
}

// value is the first value of a query parameter, the one that counts.
func (s *split) value(name string) (string, bool) {
	i := slices.IndexFunc(s.query, func(each [2]string) bool { return each[0] == name })
	if i < 0 {
		return "", false
	}
	return s.query[i][1], true
}

// erlangInteger is what list_to_integer/1 takes.
func erlangInteger(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	if digits == text {
		digits = strings.TrimPrefix(text, "+")
	}
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// inPortRange reports whether a number that Erlang reads is from 1 to 65535.
func inPortRange(text string) bool {
	number, err := strconv.ParseInt(text, 10, 64)
	return err == nil && 0 < number && number <= 65535
}

// percentEncoded reports whether unescape_string/1 of amqp_uri takes a text. It reads the two digits by list_to_integer/2,
// which takes a sign, too; bytes says that what comes out has to be one, as in names and passwords.
func percentEncoded(text string, bytes bool) bool {
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		if i+2 >= len(text) {
			return false
		}
		first, second := text[i+1], text[i+2]
		switch signed := first == '+' || first == '-'; {
		case !hexadecimal(second), !signed && !hexadecimal(first), bytes && first == '-' && second != '0':
			return false
		}
		i += 2
	}
	return true
}

func hexadecimal(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
