package httpapi

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter bounds what a server may ask for: a load balancer that says "tomorrow" is asked earlier.
const maxRetryAfter = time.Minute

// retryAfter reads the header in both its forms, seconds and a date; 0 if there is none, or none that makes sense.
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 32); err == nil {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(date.Sub(now), 0), maxRetryAfter)
}

// cooldownWanted is how long an endpoint has asked to be left alone; only who is too busy may.
func cooldownWanted(reason error) time.Duration {
	var refusal *Error
	if errors.As(reason, &refusal) && busy(refusal) {
		return refusal.retryAfter
	}
	return 0
}
