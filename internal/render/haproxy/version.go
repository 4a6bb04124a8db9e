package haproxy

import (
	"regexp"
	"slices"
	"strconv"
)

// The health checks that ask for no password came with this broker.
var unauthenticatedChecksSince = version{4, 1, 1}

// version is major, minor and patch.
type version []int

var versionForm = regexp.MustCompile(`^([0-9]{1,4})\.([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:[-+~.].*)?$`)

// parseVersion reads 4.3, 4.3.6 and 4.3.6-1; what follows the third number plays no part.
func parseVersion(s string) (version, bool) {
	m := versionForm.FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	v := make(version, 3)
	for i, digits := range m[1:] {
		if digits != "" {
			v[i], _ = strconv.Atoi(digits)
		}
	}
	return v, true
}

// olderThan compares two versions.
func (v version) olderThan(other version) bool {
	return slices.Compare(v, other) < 0
}

// haproxyOlderThan compares two of HAProxyVersions' form.
func haproxyOlderThan(branch, other string) bool {
	a, known := parseVersion(branch)
	b, _ := parseVersion(other)
	return known && a.olderThan(b)
}
