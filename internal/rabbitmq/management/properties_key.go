package management

import (
	"net/url"
	"regexp"
	"strings"
)

// withoutArguments is the properties key of a binding with an empty routing key and no arguments.
const withoutArguments = "~"

// argumentsHash is how a properties key ends where the binding has arguments: "~" and their hash of 32 bits in base64url
// (rabbit_mgmt_format:args_hash/1).
var argumentsHash = regexp.MustCompile(`~[A-Za-z0-9_-]{6}$`)

// quoteRoutingKey writes a routing key as the broker does in properties keys (rabbit_mgmt_format:quote_binding/1).
func quoteRoutingKey(key string) string {
	return strings.ReplaceAll(url.QueryEscape(key), "~", "%7E")
}

// CanonicalPropertiesKey returns the properties key that the broker has for one that people wrote. The broker percent-encodes the
// routing key in it, so that within an id or an address it is encoded twice, which is easily forgotten: what no broker would write
// is taken for a routing key that was not encoded. What a broker would write is returned unchanged.
func CanonicalPropertiesKey(written string) string {
	hash := argumentsHash.FindString(written)
	key := strings.TrimSuffix(written, hash)
	if written == withoutArguments {
		return written
	}
	if plain, err := url.QueryUnescape(key); err == nil && quoteRoutingKey(plain) == key {
		return written
	}
	return quoteRoutingKey(key) + hash
}
