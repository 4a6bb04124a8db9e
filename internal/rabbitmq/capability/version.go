// Package capability says what a RabbitMQ broker of a given version can do.
//
// It exists so that "from 3.12" is written once. The rest of the provider asks for an ability by its
// name and never compares version numbers. The package knows version numbers and RabbitMQ's history; it
// must not know Terraform, the network, or what a particular broker's configuration file permits.
package capability

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Version is a RabbitMQ release. A pre-release counts as the release it leads to: 4.3.0-rc.1 already
// has what 4.3.0 has. The zero Version means "not known" or, as a limit, "no limit".
type Version struct{ Major, Minor, Patch int }

// ParseVersion reads the version a broker reports, such as "4.3.6", "3.13.0-rc.1" or "3.10.8+dfsg". The
// patch number may be absent, as it is in builds from a branch; what follows the numbers is ignored.
func ParseVersion(s string) (Version, error) {
	numbers, _, _ := strings.Cut(strings.TrimSpace(s), "-")
	numbers, _, _ = strings.Cut(numbers, "+")
	parts := strings.Split(numbers, ".")
	if len(parts) < 2 {
		return Version{}, fmt.Errorf("%q is not a RabbitMQ version: want MAJOR.MINOR.PATCH, such as 4.3.6", s)
	}
	// A fourth number (3.8.9.1) marks a package's own rebuild and changes nothing that we know of.
	var v Version
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return Version{}, fmt.Errorf("%q is not a RabbitMQ version: %q is not a number", s, part)
		}
		switch i {
		case 0:
			v.Major = int(n)
		case 1:
			v.Minor = int(n)
		case 2:
			v.Patch = int(n)
		}
	}
	return v, nil
}

// String is the version with all three numbers: "4.3.6".
func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// Series is the version as one speaks of it: "4.3" for 4.3.0, "4.1.1" for a later patch.
func (v Version) Series() string {
	if v.Patch == 0 {
		return fmt.Sprintf("%d.%d", v.Major, v.Minor)
	}
	return v.String()
}

// IsZero reports whether the version is not known.
func (v Version) IsZero() bool { return v == Version{} }

// Compare is negative when v is older than w, zero when they are the same, positive when v is newer.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor), cmp.Compare(v.Patch, w.Patch))
}

// AtLeast reports whether v is major.minor.patch or newer.
func (v Version) AtLeast(major, minor, patch int) bool {
	return v.Compare(Version{major, minor, patch}) >= 0
}
