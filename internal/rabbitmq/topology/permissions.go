package topology

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// CheckPermission finds out whether a permission is a regular expression to Erlang, which the broker asks when it is
// set (rabbit_auth_backend_internal). The empty one is: it stands for ^$ and matches no name.
func CheckPermission(attribute, pattern string) []Problem {
	if err := CheckPattern(pattern); err != nil {
		return []Problem{{
			Attribute: attribute,
			Summary:   fmt.Sprintf("%s is not a regular expression", attribute),
			Detail: fmt.Sprintf("%s. RabbitMQ matches names with Erlang's regular expressions (PCRE): .* matches every name, ^orders\\. "+
				"those that begin with \"orders.\", and an empty one none.", capital(err.Error())),
		}}
	}
	return nil
}

// CheckPermissionOn finds what a broker of this version does not take, though others do.
func CheckPermissionOn(attribute, pattern string, b capability.Broker) []Problem {
	limit := b.PatternLimit
	if limit == 0 || len(pattern) <= limit {
		return nil
	}
	return []Problem{{
		Attribute: attribute,
		Summary:   fmt.Sprintf("%s is longer than %d bytes", attribute, limit),
		Detail: fmt.Sprintf("RabbitMQ %s refuses regular expressions of more than %d bytes, and this one has %d. Shorten it: names that "+
			"begin alike need one pattern.", b.Version, limit, len(pattern)),
	}}
}
