package management

import (
	"errors"
	"regexp"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// ErrNoComponent says that no plugin that is enabled knows the component of a parameter.
var ErrNoComponent = errors.New("unknown component")

var (
	noComponent = regexp.MustCompile(`(?m)^component .+ not found$`)
	badURI      = regexp.MustCompile(`not a valid URI: [{]+([a-z_]+)`)

	// harmless are the broker's sentences about a parameter that repeat no part of its value, from
	// rabbit_parameter_validation, rabbit_runtime_parameters, rabbit_shovel_parameters and rabbit_federation_parameters;
	// of those that end in it, what comes before. What is found is what may be shown.
	harmless = []*regexp.Regexp{
		regexp.MustCompile(`^Validation failed$`),
		noComponent,
		regexp.MustCompile(`^component .+ is limited to [0-9]+$`),
		regexp.MustCompile(`^(Must|Cannot) specify [-a-z' ]+$`),
		regexp.MustCompile(`^user ".*" may not connect to vhost ".*"$`),
		regexp.MustCompile(`^Key "[-a-z]+" not found`),
		regexp.MustCompile(`^[-a-z_]+ should be (one of \[[-<>",a-z0-9]+\]|a number|number|binary|boolean|list)`),
		regexp.MustCompile(`^Unrecognised terms \[\{<<"[-a-z_]+">>`),
		regexp.MustCompile(`^invalid arg '[-a-z]+' in [-a-z]+`),
	}
)

// redacted is the refusal without what may repeat a value: the broker writes the URI, with its password, that it does
// not like, and any term of another type than it expects.
func redacted(e *httpapi.Error) *httpapi.Error {
	const leftOut = "[left out: it may hold a password]"
	clean := *e
	var said []string
	hidden := false
	for line := range strings.SplitSeq(e.Reason, "\n") {
		shown, whole := "", false
		if found := badURI.FindStringSubmatch(line); found != nil {
			shown = "a URI is not valid: " + found[1]
		} else {
			shown, whole = safePrefix(line)
		}
		if shown != "" {
			said = append(said, shown)
		}
		hidden = hidden || !whole
	}
	if hidden {
		said = append(said, leftOut)
	}
	clean.Reason = strings.Join(said, "\n")
	return &clean
}

// safePrefix is the harmless beginning of a line, and whether that is all of it.
func safePrefix(line string) (text string, whole bool) {
	for _, sentence := range harmless {
		if text = sentence.FindString(line); text != "" {
			return text, text == line
		}
	}
	return "", line == ""
}
