package amqpuri

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// The schemes: plain, and over TLS.
const (
	SchemePlain = "amqp"
	SchemeTLS   = "amqps"
)

// URI is an AMQP URI taken apart. What is nil is not there; what is empty is there and empty.
type URI struct {
	// Scheme is "amqp" or "amqps".
	Scheme string
	// Host is a name or an address, IPv6 without brackets; "" for none, which to a shovel or a federation link means the
	// broker that it runs on.
	Host string
	// Port is from 1 to 65535; nil means the scheme's own, 5672 or 5671.
	Port *int64
	// Username and Password are nil where the client's own defaults hold.
	Username, Password *string
	// Vhost is the name of the virtual host, "/" for the default one; nil where the client's own default applies. The empty
	// name is a name.
	Vhost *string
	// Query are the parameters, such as heartbeat, verify or cacertfile. auth_mechanism may be there several times.
	Query map[string][]string
}

// FieldError says which part of a URI cannot be written, by the name of its attribute.
type FieldError struct {
	Field  string
	Reason string
}

// Error implements error.
func (e *FieldError) Error() string { return e.Field + " " + e.Reason }

// Validate says what of the parts cannot be written as a URI that a broker understands.
func (u URI) Validate() error {
	switch {
	case u.Scheme != SchemePlain && u.Scheme != SchemeTLS:
		return &FieldError{"scheme", `must be "amqp", or "amqps" for TLS`}
	case u.Port != nil && (*u.Port < 1 || *u.Port > 65535):
		return &FieldError{"port", "must be from 1 to 65535"}
	case u.Port != nil && u.Host == "":
		return &FieldError{"port", "needs a host: RabbitMQ refuses a port without one"}
	case u.Password != nil && u.Username == nil:
		return &FieldError{"password", "needs a username: a URI has no place for a password alone"}
	case strings.Contains(u.Host, ":") && !isIPv6(u.Host):
		return &FieldError{"host", `holds a ":" and is no IPv6 address; a port goes into "port"`}
	case strings.ContainsAny(u.Host, "[]"):
		return &FieldError{"host", "is written without brackets, also where it is an IPv6 address"}
	case strings.ContainsAny(u.Host, "/@?# "):
		return &FieldError{"host", `is a name or an address alone, without "/", "@", "?", "#" and spaces`}
	}
	if _, named := u.Query[""]; named {
		return &FieldError{"query", "holds a parameter without a name"}
	}
	for _, name := range integers {
		if slices.ContainsFunc(u.Query[name], func(value string) bool { return !erlangInteger(value) }) {
			return &FieldError{"query", "has a " + name + " that is not a whole number"}
		}
	}
	return nil
}

func isIPv6(host string) bool {
	address, err := netip.ParseAddr(host)
	return err == nil && address.Is6()
}

// String writes the URI. Parameters come out sorted by name.
func (u URI) String() string {
	var out strings.Builder
	out.WriteString(u.Scheme + "://")
	if u.Username != nil {
		out.WriteString(escape(*u.Username, ""))
		if u.Password != nil {
			out.WriteString(":" + escape(*u.Password, ""))
		}
		out.WriteString("@")
	}
	if strings.Contains(u.Host, ":") {
		// The zone of a link-local address begins with a "%".
		out.WriteString("[" + escape(u.Host, ":") + "]")
	} else {
		out.WriteString(escape(u.Host, ""))
	}
	if u.Port != nil {
		out.WriteString(":" + strconv.FormatInt(*u.Port, 10))
	}
	if u.Vhost != nil {
		out.WriteString("/" + escape(*u.Vhost, ""))
	}
	before := "?"
	for _, name := range slices.Sorted(maps.Keys(u.Query)) {
		for _, value := range u.Query[name] {
			// The broker does not decode most values, so that what needs no escape must not have one.
			out.WriteString(before + escape(name, "") + "=" + escape(value, ":/@,;!$*()'"))
			before = "&"
		}
	}
	return out.String()
}

// escape percent-encodes every byte but the unreserved ones of RFC 3986 and those that are spared.
func escape(text, spared string) string {
	var out strings.Builder
	for i := range len(text) {
		c := text[i]
		if unreserved(c) || strings.IndexByte(spared, c) >= 0 {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

func unreserved(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte("-._~", c) >= 0
}

var errNotEncoded = errors.New(`a "%" is not followed by two hexadecimal digits; write %25 for the character itself`)

// unescape undoes percent-encoding. A "+" is a "+", as it is to the broker.
func unescape(text string) (string, error) {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			out.WriteByte(text[i])
			continue
		}
		if i+2 >= len(text) {
			return "", errNotEncoded
		}
		value, err := strconv.ParseUint(text[i+1:i+3], 16, 8)
		if err != nil {
			return "", errNotEncoded
		}
		out.WriteByte(byte(value))
		i += 2
	}
	return out.String(), nil
}
