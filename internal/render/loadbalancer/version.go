package loadbalancer

import (
	"regexp"
	"slices"
	"strconv"
)

// Version is major, minor and patch of a program.
type Version []int

var versionForm = regexp.MustCompile(`^([0-9]{1,4})\.([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:[-+~.].*)?$`)

// ParseVersion reads 4.3, 4.3.6 and 4.3.6-1; what follows the third number plays no part.
func ParseVersion(s string) (Version, bool) {
	m := versionForm.FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	v := make(Version, 3)
	for i, digits := range m[1:] {
		if digits != "" {
			v[i], _ = strconv.Atoi(digits)
		}
	}
	return v, true
}

// OlderThan compares two versions.
func (v Version) OlderThan(other Version) bool {
	return slices.Compare(v, other) < 0
}

// olderThan compares a version that may be empty or wrong, of which nothing is known then.
func olderThan(s string, other Version) bool {
	v, known := ParseVersion(s)
	return known && v.OlderThan(other)
}
