package bench

import (
	"fmt"
	"strings"
	"time"
)

// Link is the way between a provider and the broker. The zero value is the loopback interface without TLS.
type Link struct {
	TLS       bool
	RoundTrip time.Duration // added to that of the loopback interface
}

const (
	plainLink = "plain"
	tlsLink   = "tls"
)

// ParseLink reads "plain", "tls", a round-trip time such as "25ms", or "tls+25ms".
func ParseLink(text string) (Link, error) {
	var link Link
	first, second, both := strings.Cut(text, "+")
	switch first {
	case plainLink:
	case tlsLink:
		link.TLS = true
	default:
		second, both = text, true
	}
	if !both {
		return link, nil
	}
	roundTrip, err := time.ParseDuration(second)
	if err != nil || roundTrip < 0 {
		return Link{}, fmt.Errorf(`%q is no link: write "plain", "tls", a round-trip time such as "25ms", or "tls+25ms"`, text)
	}
	link.RoundTrip = roundTrip
	return link, nil
}

// String is what ParseLink reads.
func (l Link) String() string {
	name := plainLink
	if l.TLS {
		name = tlsLink
	}
	if l.RoundTrip > 0 {
		name += "+" + l.RoundTrip.String()
	}
	return name
}
