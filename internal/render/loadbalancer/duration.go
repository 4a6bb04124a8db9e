package loadbalancer

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// MaxDuration is the longest time a model takes, which is HAProxy's: it keeps times in a signed 32-bit number of
// milliseconds and refuses more.
const MaxDuration = 2147483647 * time.Millisecond

var (
	durationForm  = regexp.MustCompile(`^([0-9]{1,13})(us|ms|s|m|h|d)?$`)
	durationUnits = map[string]time.Duration{
		"": time.Millisecond, "us": time.Microsecond, "ms": time.Millisecond,
		"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour,
	}
)

// ParseDuration reads a time: a whole number and one of us, ms, s, m, h, d, without a unit milliseconds, at most
// MaxDuration. Zero is a valid duration.
func ParseDuration(s string) (time.Duration, error) {
	m := durationForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is not a whole number followed by us, ms, s, m, h or d, such as 500ms or 3h", s)
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return 0, err
	}
	unit := durationUnits[m[2]]
	if n > int64(MaxDuration/unit) {
		return 0, fmt.Errorf("%q is more than the longest time, which is 2147483647 milliseconds (24 days and 20 hours)", s)
	}
	return time.Duration(n) * unit, nil
}

// Duration is the value of a string that may be empty or wrong; both give 0. A Validator reports the wrong ones.
func Duration(s string) time.Duration {
	d, err := ParseDuration(s)
	if err != nil {
		return 0
	}
	return d
}
