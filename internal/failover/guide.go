package failover

import (
	"fmt"
	"strings"
)

// What stands between these lines of the guide is replaced.
const (
	guideBegin = "<!-- figures of make test-failover: begin -->"
	guideEnd   = "<!-- figures of make test-failover: end -->"
)

// IntoGuide puts a report between the two markers of a guide, each of which stands there once and on a line of its own.
func IntoGuide(guide, report string) (string, error) {
	for _, marker := range []string{guideBegin, guideEnd} {
		if n := strings.Count(guide, "\n"+marker+"\n"); n != 1 {
			return "", fmt.Errorf("the guide has %d lines %q, not one", n, marker)
		}
	}
	before, rest, _ := strings.Cut(guide, guideBegin+"\n")
	_, after, found := strings.Cut(rest, guideEnd+"\n")
	if !found {
		return "", fmt.Errorf("in the guide %q stands before %q", guideEnd, guideBegin)
	}
	return before + guideBegin + "\n\n" + strings.TrimSpace(report) + "\n\n" + guideEnd + "\n" + after, nil
}
