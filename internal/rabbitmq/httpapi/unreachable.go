package httpapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Attempt is one endpoint that could not be used, and why.
type Attempt struct {
	Endpoint string
	Cause    error
}

// UnreachableError says that no endpoint gave an answer that could be used, with the last reason of each.
type UnreachableError struct {
	Method, Path string
	Attempts     []Attempt
	// Ended is why no further attempt was made: the caller's context or the time-out of the whole operation; else nil.
	Ended error
}

// Error lists every endpoint with its reason.
func (e *UnreachableError) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s: no endpoint gave a usable answer:", e.Method, e.Path)
	for _, attempt := range e.Attempts {
		fmt.Fprintf(&text, "\n  %s: %v", attempt.Endpoint, attempt.Cause)
	}
	if e.Ended != nil {
		fmt.Fprintf(&text, "\n  no further attempt: %v", e.Ended)
	}
	return text.String()
}

// Is finds why the call was ended; else what every endpoint has said. What only some have said (a password that one
// refuses while the others are down) says nothing about the broker; but any may have timed out over a change.
func (e *UnreachableError) Is(target error) bool {
	if e.Ended != nil {
		return errors.Is(e.Ended, target)
	}
	said := func(attempt Attempt) bool { return errors.Is(attempt.Cause, target) }
	if target == ErrNotFound || target == ErrUnauthorized || target == ErrAccessRefused {
		return len(e.Attempts) > 0 && !slices.ContainsFunc(e.Attempts, func(attempt Attempt) bool { return !said(attempt) })
	}
	return slices.ContainsFunc(e.Attempts, said)
}

// As finds the first cause of the wanted type.
func (e *UnreachableError) As(target any) bool {
	return slices.ContainsFunc(e.Attempts, func(attempt Attempt) bool { return errors.As(attempt.Cause, target) })
}
