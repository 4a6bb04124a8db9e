package tfkit

import (
	"fmt"
	"net/url"
	"strings"
)

// JoinID makes the id of an object: every part percent-encoded, joined with "/". Names may hold anything.
func JoinID(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = url.PathEscape(part)
	}
	return strings.Join(escaped, "/")
}

// SplitID is the inverse of JoinID. names are the parts' names, for the error.
func SplitID(id string, names ...string) ([]string, error) {
	parts := strings.Split(id, "/")
	if len(parts) != len(names) {
		return nil, fmt.Errorf("%q has %d parts between slashes, but %s is wanted: percent-encode each part, such as %s for "+
			"the virtual host %q", id, len(parts), strings.Join(names, "/"), "%2F", "/")
	}
	for i, part := range parts {
		text, err := url.PathUnescape(part)
		if err != nil {
			return nil, fmt.Errorf("%s %q is not percent-encoded: %w", names[i], part, err)
		}
		parts[i] = text
	}
	return parts, nil
}
