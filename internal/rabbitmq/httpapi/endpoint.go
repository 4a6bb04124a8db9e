package httpapi

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Endpoint is the base address of one node's management API, or of a load balancer before several.
type Endpoint struct {
	base string
}

// ParseEndpoint reads an http or https address with an optional path prefix (the broker's management.path_prefix, or
// a reverse proxy's). A trailing slash and a trailing "/api" are dropped. User names and passwords inside the address
// are refused, since addresses appear in errors and logs; an error quotes the address without them.
func ParseEndpoint(text string) (Endpoint, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	shown := redacted(text)
	switch {
	case err != nil, u.Opaque != "", u.Scheme == "":
		return Endpoint{}, fmt.Errorf("%q is not a URL such as http://rabbit1:15672", shown)
	case u.User != nil:
		return Endpoint{}, fmt.Errorf("%q contains a user name or a password; give them as username and password instead", shown)
	case u.Scheme != "http" && u.Scheme != "https":
		return Endpoint{}, fmt.Errorf("%q does not start with http:// or https://", shown)
	case u.Hostname() == "":
		return Endpoint{}, fmt.Errorf("%q names no host; write a URL such as http://rabbit1:15672", shown)
	case u.RawQuery != "" || u.Fragment != "":
		return Endpoint{}, fmt.Errorf("%q has a query or a fragment; give only scheme, host, port and path prefix", shown)
	case badPort(u.Port()):
		return Endpoint{}, fmt.Errorf("%q has the port %s, which is not one from 1 to 65535", shown, u.Port())
	}
	path := strings.TrimSuffix(strings.TrimRight(u.EscapedPath(), "/"), "/api")
	return Endpoint{base: u.Scheme + "://" + u.Host + strings.TrimRight(path, "/")}, nil
}

// badPort reports whether a port is given that cannot be.
func badPort(port string) bool {
	number, err := strconv.Atoi(port)
	return port != "" && (err != nil || number < 1 || number > 65535)
}

// notPort is what follows a host and is no port: the password of a user name, where the "@" is missing or encoded.
var notPort = regexp.MustCompile(`^(\w*://)?([^/:\[]*):([^/]*[^/\d][^/]*)`)

// redacted is an address for an error, without what may be a user name or a password, a query or a fragment, even where the
// address is no URL.
func redacted(text string) string {
	const hidden = "***"
	begin := 0
	if scheme := strings.Index(text, "://"); scheme >= 0 {
		begin = scheme + len("://")
	}
	if at := strings.LastIndex(text, "@"); at >= begin {
		text = text[:begin] + hidden + text[at:]
	}
	if query := strings.IndexAny(text, "?#"); query >= 0 {
		text = text[:query+1] + hidden
	}
	return notPort.ReplaceAllString(text, "$1$2:"+hidden)
}

// String returns the address without a trailing slash.
func (e Endpoint) String() string { return e.base }

// Secure reports whether the endpoint is reached over TLS.
func (e Endpoint) Secure() bool { return strings.HasPrefix(e.base, "https://") }

// loopback reports whether the endpoint is on this machine, where compression costs more than it saves.
func (e Endpoint) loopback() bool {
	u, err := url.Parse(e.base)
	if err != nil {
		return false
	}
	address := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || address != nil && address.IsLoopback()
}
