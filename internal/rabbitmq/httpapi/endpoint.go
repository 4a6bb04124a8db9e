package httpapi

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Endpoint is the base address of one node's management API, or of a load balancer before several.
type Endpoint struct {
	base string
}

// ParseEndpoint reads an http or https address with an optional path prefix (the broker's management.path_prefix, or
// a reverse proxy's). A trailing slash and a trailing "/api" are dropped. User names and passwords inside the address
// are refused, since addresses appear in errors and logs.
func ParseEndpoint(text string) (Endpoint, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case err != nil:
		return Endpoint{}, errors.New("it is not a URL such as http://rabbit1:15672")
	case u.User != nil:
		return Endpoint{}, errors.New("it holds a user name or a password; give them as username and password instead")
	case u.Scheme != "http" && u.Scheme != "https":
		return Endpoint{}, fmt.Errorf("%q does not start with http:// or https://", text)
	case u.Hostname() == "":
		return Endpoint{}, fmt.Errorf("%q names no host", text)
	case u.RawQuery != "" || u.Fragment != "":
		return Endpoint{}, fmt.Errorf("%q has a query or a fragment; give only scheme, host, port and path prefix", text)
	}
	path := strings.TrimSuffix(strings.TrimRight(u.EscapedPath(), "/"), "/api")
	return Endpoint{base: u.Scheme + "://" + u.Host + strings.TrimRight(path, "/")}, nil
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
