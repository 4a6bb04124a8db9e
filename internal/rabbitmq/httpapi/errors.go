package httpapi

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// What an answer of the broker means, for errors.Is.
var (
	// ErrNotFound: the object, or what it should be in, does not exist.
	ErrNotFound = errors.New("not found")
	// ErrUnauthorized: user name or password are wrong, or the user may not log in from here (guest).
	ErrUnauthorized = errors.New("unauthorized")
	// ErrAccessRefused: the user is known, but lacks the tag or the permission; also for reserved names (amq.*). The broker
	// answers both with status 401, like a wrong password.
	ErrAccessRefused = errors.New("access refused")
	// ErrTimeout: no answer in time, or the broker's metadata store had no majority. The change may be applied later.
	ErrTimeout = errors.New("timed out")
	// ErrInequivalent: an object of that name exists and was declared with other properties.
	ErrInequivalent = errors.New("declared otherwise")
	// ErrProtected: the object is protected from deletion.
	ErrProtected = errors.New("protected from deletion")
	// ErrAnswerLost: the request reached a broker and the answer did not come back, so that nobody knows whether the change
	// was made, or still will be.
	ErrAnswerLost = errors.New("the answer was lost")
	// ErrGarbled: something answered, but not in the way of the management API: broken JSON, a page of a proxy.
	ErrGarbled = errors.New("the answer is not what the management API answers")
)

// Error is an answer of the broker that is not a success.
type Error struct {
	Method, Path, Endpoint string
	Status                 int
	// Code is the "error" of the answer, such as "bad_request"; Reason its "reason", un-escaped.
	Code, Reason string
	// retryAfter is how long the answer asked to wait; 0 if it did not.
	retryAfter time.Duration
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
	e.Reason = indented.ReplaceAllString(e.Reason, " ")
	return e
}

// indented is how terms of Erlang's go on in a new line, under what they belong to, up to eighty characters to the right.
var indented = regexp.MustCompile(`\n {4,}`)

func textOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// Error says what was asked, where, and what the broker answered.
func (e *Error) Error() string {
	return fmt.Sprintf("%s %s%s answered %d %s: %s", e.Method, e.Endpoint, e.Path, e.Status, http.StatusText(e.Status), e.said())
}

// said is what the answer itself says.
func (e *Error) said() string {
	return cmp.Or(strings.Trim(e.Code+": "+e.Reason, ": "), "no reason given")
}

// Is maps statuses and reasons to the sentinel errors of this package.
func (e *Error) Is(target error) bool {
	refused := forbids.MatchString(e.Reason)
	switch target {
	case ErrNotFound:
		return e.Status == http.StatusNotFound
	case ErrUnauthorized:
		return e.Status == http.StatusUnauthorized && !refused
	case ErrAccessRefused:
		return e.Status == http.StatusForbidden || e.Status == http.StatusUnauthorized && refused
	case ErrProtected:
		return e.Status == http.StatusPreconditionFailed && strings.Contains(e.Reason, "protected from deletion")
	case ErrInequivalent:
		return strings.Contains(e.Reason, "inequivalent arg")
	case ErrTimeout:
		return e.Status == http.StatusGatewayTimeout || e.Status >= http.StatusBadRequest && saysTimeout(e.Code, e.Reason)
	}
	return false
}

// forbids are the answers to a user whose name and password are right: the words of rabbit_mgmt_util and
// rabbit_web_dispatch_access_control, and those of a channel that is closed (ACCESS_REFUSED).
var forbids = regexp.MustCompile(`(?i)access[ _]refused|^not (administrator|monitor|management) user|not authorised to access`)

// saysTimeout knows the words of a Khepri without a majority, which come with status 400 or 500: "the metadata store
// operation timed out", "failed to delete ... due to a timeout", or just "timeout". That a setting such as
// "consumer-timeout" is refused is none.
func saysTimeout(code, reason string) bool {
	reason = strings.ToLower(reason)
	return code == "timeout" || reason == "timeout" || strings.Contains(reason, "timed out") ||
		strings.HasSuffix(reason, "due to a timeout") || strings.HasSuffix(reason, "due to timeout")
}
