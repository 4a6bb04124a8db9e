package amqpuri

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Parse takes a URI apart; String is its inverse. Its errors name the part that is wrong, never what it holds.
func Parse(text string) (URI, error) {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f {
			return URI{}, fmt.Errorf("character %d is a space, a control character or not ASCII; percent-encode it as UTF-8",
				utf8.RuneCountInString(text[:i])+1)
		}
	}
	scheme, rest, found := strings.Cut(text, "://")
	u := URI{Scheme: strings.ToLower(scheme)}
	if !found || u.Scheme != SchemePlain && u.Scheme != SchemeTLS {
		return URI{}, errors.New(`it does not begin with "amqp://" or "amqps://"`)
	}
	if strings.Contains(rest, "#") {
		return URI{}, errors.New(`it holds a "#", which an AMQP URI has no use for; write %23 for the character itself`)
	}
	rest, query, _ := strings.Cut(rest, "?")
	authority, path, hasPath := strings.Cut(rest, "/")
	if hasPath {
		vhost, err := unescapePart("virtual host", path)
		if err != nil {
			return URI{}, err
		}
		if strings.Contains(path, "/") {
			return URI{}, errors.New(`the virtual host holds a "/" that is not percent-encoded; write %2F. If it belongs to user ` +
				"name or password, percent-encode it there")
		}
		u.Vhost = &vhost
	}
	if err := errors.Join(u.parseAuthority(authority), u.parseQuery(query)); err != nil {
		return URI{}, err
	}
	if err := u.Validate(); err != nil {
		return URI{}, err
	}
	return u, nil
}

func (u *URI) parseAuthority(authority string) error {
	user, host, hasUser := strings.Cut(authority, "@")
	if !hasUser {
		user, host = "", authority
	}
	if strings.Contains(host, "@") {
		return errors.New(`user name or password hold an "@" that is not percent-encoded; write %40`)
	}
	if hasUser {
		if err := u.parseUser(user); err != nil {
			return err
		}
	}
	return u.parseHost(host)
}

func (u *URI) parseUser(text string) error {
	name, password, hasPassword := strings.Cut(text, ":")
	if strings.Contains(password, ":") {
		return errors.New(`user name or password hold a ":" that is not percent-encoded, and the broker would cut the password ` +
			"there; write %3A")
	}
	name, err := unescapePart("user name", name)
	if err != nil {
		return err
	}
	u.Username = &name
	if hasPassword {
		if password, err = unescapePart("password", password); err != nil {
			return err
		}
		u.Password = &password
	}
	return nil
}

func (u *URI) parseHost(text string) error {
	host, port, hasPort := strings.Cut(text, ":")
	if inside, bracketed := strings.CutPrefix(text, "["); bracketed {
		var after string
		var closed bool
		if host, after, closed = strings.Cut(inside, "]"); !closed {
			return errors.New(`the host begins with "[", and its "]" is missing`)
		}
		if !isIPv6(host) && !strings.Contains(host, "%") {
			return errors.New("the host in brackets is no IPv6 address")
		}
		if port, hasPort = strings.CutPrefix(after, ":"); after != "" && !hasPort {
			return errors.New(`between the host's "]" and the virtual host stands something else than a port`)
		}
	}
	host, err := unescapePart("host", host)
	if err != nil {
		return err
	}
	u.Host = host
	if hasPort && port != "" {
		number, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return errors.New("the port is no number from 1 to 65535. If a \":\" belongs to the password, an \"@\" is missing")
		}
		value := int64(number)
		u.Port = &value
	}
	return nil
}

func (u *URI) parseQuery(text string) error {
	if text == "" {
		return nil
	}
	u.Query = map[string][]string{}
	for part := range strings.SplitSeq(text, "&") {
		name, value, found := strings.Cut(part, "=")
		if !found || name == "" {
			return errors.New(`a parameter after "?" is not of the form name=value`)
		}
		name, err := unescapePart("name of a parameter", name)
		if err != nil {
			return err
		}
		if value, err = unescapePart("value of the parameter "+strconv.Quote(name), value); err != nil {
			return err
		}
		u.Query[name] = append(u.Query[name], value)
	}
	return nil
}

func unescapePart(part, text string) (string, error) {
	plain, err := unescape(text)
	switch {
	case err != nil:
		return "", fmt.Errorf("in the %s %w", part, err)
	case !utf8.ValidString(plain):
		return "", fmt.Errorf("the %s is not UTF-8 once decoded", part)
	}
	return plain, nil
}
