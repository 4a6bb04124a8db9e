package topology

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func atLeast(n int64) Limits         { return Limits{Min: &n} }
func between(low, high int64) Limits { return Limits{Min: &low, Max: &high} }
func oneOf(values ...string) Limits  { return Limits{Values: values} }
func entity() Limits                 { return Limits{Entity: true} }

func from(major, minor, patch int) Span {
	return Span{Since: capability.Version{Major: major, Minor: minor, Patch: patch}}
}

// The versions that took something away.
var (
	rabbitMQ40 = capability.Version{Major: 4}
	rabbitMQ43 = capability.Version{Major: 4, Minor: 3}
)

func until(v capability.Version) Span { return Span{Until: v} }

func (s Span) before(v capability.Version) Span {
	s.Until = v
	return s
}

// Holds reports whether v lies in the span.
func (s Span) Holds(v capability.Version) bool {
	return v.Compare(s.Since) >= 0 && (s.Until.IsZero() || v.Compare(s.Until) < 0)
}

// String is the span in words: "RabbitMQ 3.12 and later", "RabbitMQ before 4.0".
func (s Span) String() string {
	switch {
	case s.Since.IsZero() && s.Until.IsZero():
		return "every version of RabbitMQ"
	case s.Until.IsZero():
		return "RabbitMQ " + s.Since.Series() + " and later"
	case s.Since.IsZero():
		return "RabbitMQ before " + s.Until.Series()
	}
	return "RabbitMQ " + s.Since.Series() + " and later, before " + s.Until.Series()
}

// complaint says what is wrong with value, in words that follow "must be"; empty when nothing is.
func (l Limits) complaint(kind Kind, value any) string {
	if value == Unknown {
		return ""
	}
	switch kind {
	case Int:
		n, ok := integer(value)
		if !ok || (l.Min != nil && n < *l.Min) || (l.Max != nil && n > *l.Max) {
			return l.wantInt()
		}
	case String:
		s, ok := value.(string)
		switch {
		case !ok:
			return "a string"
		case l.Values != nil && !slices.Contains(l.Values, s):
			return "one of " + quoted(l.Values)
		case l.Pattern != nil && !l.Pattern.MatchString(s):
			return "a string that matches " + l.Pattern.String()
		case l.Entity && strings.ContainsAny(s, lineBreaks):
			return "a name without line breaks, since RabbitMQ drops CR and LF from names of queues and exchanges, such as " +
				fmt.Sprintf("%q", WithoutLineBreaks(s))
		}
	case Bool:
		if _, ok := value.(bool); !ok {
			return "true or false"
		}
	case StringList:
		if list, ok := value.([]string); !ok || len(list) == 0 {
			return "a list of at least one string"
		}
	}
	return ""
}

func (l Limits) wantInt() string {
	switch {
	case l.Min != nil && l.Max != nil:
		return fmt.Sprintf("a whole number from %d to %d", *l.Min, *l.Max)
	case l.Min != nil:
		return fmt.Sprintf("a whole number, %d or more", *l.Min)
	}
	return "a whole number"
}

// integer reads the forms in which an integer reaches this package.
func integer(value any) (int64, bool) {
	switch n := value.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case json.Number:
		i, err := n.Int64()
		return i, err == nil
	}
	return 0, false
}

// shown is a value as the configuration has it.
func shown(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

func quoted(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(out, ", ")
}
