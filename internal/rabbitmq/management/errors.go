package management

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"strings"
)

// What an answer of the broker means, for errors.Is.
var (
	// ErrNotFound: the object, or the virtual host that it should be in, does not exist.
	ErrNotFound = errors.New("not found")
	// ErrUnauthorized: user name or password are wrong, or the user may not log in from here (guest).
	ErrUnauthorized = errors.New("unauthorized")
	// ErrAccessRefused: the user is known, but lacks the tag or the permission; also for reserved names (amq.*), which
	// the broker answers with status 401.
	ErrAccessRefused = errors.New("access refused")
	// ErrTimeout: no answer in time, or the broker's metadata store had no majority. The change may be applied later.
	ErrTimeout = errors.New("timed out")
	// ErrInequivalent: an object of that name exists and was declared with other properties.
	ErrInequivalent = errors.New("declared otherwise")
	// ErrUnconfirmed: one node says that an object does not exist, and no second node could be asked.
	ErrUnconfirmed = errors.New("absence not confirmed by a second node")
)

// Error is an answer of the broker that is not a success.
type Error struct {
	Method, Path, Endpoint string
	Status                 int
	// Code is the "error" of the answer, such as "bad_request"; Reason its "reason", un-escaped.
	Code, Reason string
}

// newError reads an error answer. Brokers up to 4.0 HTML-escape parts of the reason, some reasons are JSON lists, and
// some errors (500) have no body at all.
func newError(method, path, endpoint string, status int, body []byte) *Error {
	e := &Error{Method: method, Path: path, Endpoint: endpoint, Status: status}
	var answer struct {
		Error  json.RawMessage `json:"error"`
		Reason json.RawMessage `json:"reason"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		const enough = 200
		e.Reason = strings.TrimSpace(string(body[:min(len(body), enough)]))
		return e
	}
	e.Code, e.Reason = textOf(answer.Error), strings.TrimSpace(html.UnescapeString(textOf(answer.Reason)))
	return e
}

func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// Error tells what was asked, where, and what the broker said.
func (e *Error) Error() string {
	said := strings.Trim(e.Code+": "+e.Reason, ": ")
	if said == "" {
		said = "no reason given"
	}
	return fmt.Sprintf("%s %s%s answered %d %s: %s", e.Method, e.Endpoint, e.Path, e.Status, http.StatusText(e.Status), said)
}

// Is maps statuses and reasons to the sentinel errors of this package.
func (e *Error) Is(target error) bool {
	refused := strings.Contains(strings.ToLower(e.Reason), "access refused")
	switch target {
	case ErrNotFound:
		return e.Status == http.StatusNotFound
	case ErrUnauthorized:
		return e.Status == http.StatusUnauthorized && !refused
	case ErrAccessRefused:
		return e.Status == http.StatusForbidden || e.Status == http.StatusUnauthorized && refused
	case ErrInequivalent:
		return strings.Contains(e.Reason, "inequivalent arg")
	case ErrTimeout:
		// Khepri without a majority answers 400 or 500: "the metadata store operation timed out", or just "timeout".
		said := strings.ToLower(e.Code + " " + e.Reason)
		return e.Status >= http.StatusBadRequest && (strings.Contains(said, "timed out") || strings.Contains(said, "timeout"))
	}
	return false
}

// Attempt is one endpoint that could not be used, and why.
type Attempt struct {
	Endpoint string
	Cause    error
}

// UnreachableError says that no endpoint answered, with the reason of each.
type UnreachableError struct {
	Method, Path string
	Attempts     []Attempt
}

// Error lists every endpoint with its reason.
func (e *UnreachableError) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s got no answer from any endpoint:", e.Method, e.Path)
	for _, attempt := range e.Attempts {
		fmt.Fprintf(&text, "\n  %s: %v", attempt.Endpoint, attempt.Cause)
	}
	return text.String()
}

// Unwrap gives errors.Is and errors.As each cause.
func (e *UnreachableError) Unwrap() []error {
	causes := make([]error, len(e.Attempts))
	for i, attempt := range e.Attempts {
		causes[i] = attempt.Cause
	}
	return causes
}

// IgnoreNotFound turns ErrNotFound into success, for deletions: what is gone already is what was wanted.
func IgnoreNotFound(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
