package haproxy

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// HAProxy keeps times in a signed 32-bit number of milliseconds and refuses more.
const maxDuration = 2147483647 * time.Millisecond

var (
	durationForm  = regexp.MustCompile(`^([0-9]{1,13})(us|ms|s|m|h|d)?$`)
	durationUnits = map[string]time.Duration{
		"": time.Millisecond, "us": time.Microsecond, "ms": time.Millisecond,
		"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour,
	}
)

// parseDuration reads a time in HAProxy's form. Zero is a valid duration.
func parseDuration(s string) (time.Duration, error) {
	m := durationForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is not a whole number followed by us, ms, s, m, h or d, such as 500ms or 3h", s)
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return 0, err
	}
	unit := durationUnits[m[2]]
	if n > int64(maxDuration/unit) {
		return 0, fmt.Errorf("%q is more than HAProxy can hold, which is 2147483647 milliseconds (24 days and 20 hours)", s)
	}
	return time.Duration(n) * unit, nil
}

// duration is the value of a string that may be empty or wrong; both give 0. Validate reports the wrong ones.
func duration(s string) time.Duration {
	d, err := parseDuration(s)
	if err != nil {
		return 0
	}
	return d
}

// seconds writes a time for keywords that read a bare number as seconds, so that "5000" means the same to every
// duration of a Config.
func seconds(s string) string {
	return strconv.FormatInt(int64(duration(s)/time.Second), 10) + "s"
}
