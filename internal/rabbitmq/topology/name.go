package topology

import (
	"fmt"
	"strings"
)

// lineBreaks are what RabbitMQ drops, wherever they stand, from the names of queues and exchanges that are declared, deleted or
// bound (rabbit_channel:strip_cr_lf/1, 3.8 to 4.3, which the management API goes through). It keeps them in every other name and
// in routing keys.
const lineBreaks = "\r\n"

// WithoutLineBreaks is the name that a queue or an exchange declared by this one gets.
func WithoutLineBreaks(name string) string {
	return strings.NewReplacer("\r", "", "\n", "").Replace(name)
}

// CheckObjectName finds a name that no object can be addressed by. "." and ".." are steps in the path of a request to HTTP
// clients, proxies and the broker's own HTTP server (cowboy_router), also where they arrive percent-encoded.
func CheckObjectName(attribute, name string) []Problem {
	if name != "." && name != ".." {
		return nil
	}
	return []Problem{{
		Attribute: attribute, Summary: fmt.Sprintf("%q cannot be addressed", name),
		Detail: "RabbitMQ's management API has the name in the path of a URL. HTTP clients, proxies and RabbitMQ's own HTTP server " +
			"resolve \".\" and \"..\" there, even percent-encoded, and the request would be about something else. Choose another name.",
	}}
}

// CheckEntityName is CheckObjectName for the name of a queue or an exchange.
func CheckEntityName(attribute, name string) []Problem {
	if strings.ContainsAny(name, lineBreaks) {
		return []Problem{{
			Attribute: attribute, Summary: "A name of a queue or an exchange cannot have line breaks",
			Detail: fmt.Sprintf("RabbitMQ drops CR and LF from such names: in place of %q it would take %q, which may be somebody else's. "+
				"Write %q.%s", name, WithoutLineBreaks(name), WithoutLineBreaks(name), withoutLineBreaksInTerraform(name)),
		}}
	}
	return CheckObjectName(attribute, name)
}

// withoutLineBreaksInTerraform is the expression for a name that is not written out, such as a heredoc or the contents of a file.
func withoutLineBreaksInTerraform(name string) string {
	expression := `replace(..., "/[\\r\\n]/", "")`
	switch {
	case !strings.ContainsAny(strings.TrimRight(name, lineBreaks), lineBreaks):
		expression = "chomp(...)"
	case !strings.ContainsAny(strings.Trim(name, lineBreaks), lineBreaks):
		expression = "trimspace(...)"
	}
	return fmt.Sprintf(" Where it comes from a heredoc or a file, put %s around that.", expression)
}
