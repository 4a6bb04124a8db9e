package haproxy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// validator collects problems. Its methods check one kind of value each.
type validator struct {
	problems []Problem
}

func (v *validator) add(at Path, summary, detail string, involves ...Path) {
	v.problems = append(v.problems, Problem{Path: at, Involves: involves, Summary: summary, Detail: detail})
}

// oneOf checks a word that may be empty.
func (v *validator) oneOf(at Path, value string, allowed []string) bool {
	if value == "" || slices.Contains(allowed, value) {
		return true
	}
	v.add(at, "Unknown value", fmt.Sprintf("%q is none of %s.", value, strings.Join(allowed, ", ")))
	return false
}

func (v *validator) atLeast(at Path, value *int, low int) {
	if value != nil && (*value < low || *value > maxNumber) {
		v.add(at, "Number out of range", fmt.Sprintf("%d is not a number from %d to %d.", *value, low, maxNumber))
	}
}

// maxNumber is the largest number HAProxy's own integers hold.
const maxNumber = 2147483647

func (v *validator) between(at Path, value *int, low, high int) {
	if value != nil && (*value < low || *value > high) {
		v.add(at, "Number out of range", fmt.Sprintf("%d is not a number from %d to %d.", *value, low, high))
	}
}

func (v *validator) port(at Path, value *int) {
	v.between(at, value, 1, 65535)
}

// duration checks a time that may be empty and must not be zero.
func (v *validator) duration(at Path, value string) {
	if value == "" {
		return
	}
	d, err := parseDuration(value)
	switch {
	case err != nil:
		v.add(at, "Invalid duration", err.Error()+".")
	case d == 0:
		v.add(at, "Invalid duration", fmt.Sprintf("%q is no time at all; give more than zero, such as 5s.", value))
	}
}

// wholeSeconds checks a time for a keyword that cannot express less than a second.
func (v *validator) wholeSeconds(at Path, value string, longest time.Duration) {
	d, err := parseDuration(value)
	switch {
	case err != nil:
		v.add(at, "Invalid duration", err.Error()+".")
	case d < time.Second || d%time.Second != 0 || d > longest:
		v.add(at, "Invalid duration", fmt.Sprintf("%q is not a number of whole seconds from 1s to %ds.", value, longest/time.Second))
	}
}

// text checks a string that goes into the file; it may be empty. The detail never quotes it, it may be a secret.
func (v *validator) text(at Path, value string) bool {
	if printable(value) {
		return true
	}
	v.add(at, "Control character",
		"The value holds a line break, a tab or another control character, which would add to the configuration file.")
	return false
}

// printable tells whether s is UTF-8 without control characters and without separators of lines.
func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}

func (v *validator) file(at Path, value string) {
	if v.text(at, value) && value != "" && value[0] != '/' {
		v.add(at, "Path not absolute", fmt.Sprintf("%q does not begin with a slash.", value))
	}
}

var uriForm = regexp.MustCompile(`^/[!-~]*$`)

func (v *validator) uri(at Path, value string) bool {
	if uriForm.MatchString(value) {
		return true
	}
	v.add(at, "Invalid request path", "The path of a request begins with a slash and holds printable ASCII without spaces.")
	return false
}

// credentials checks a pair for basic authentication.
func (v *validator) credentials(at Path, username, password string) {
	userAt, passwordAt := at.Field("username"), at.Field("password")
	if v.text(userAt, username) && strings.Contains(username, ":") {
		v.add(userAt, "Invalid user name", "Basic authentication ends the user name at the first colon; use a name without one.")
	}
	v.text(passwordAt, password)
	switch {
	case username != "" && password == "":
		v.add(userAt, "User name without a password", "Set password too, or neither.", passwordAt)
	case username == "" && password != "":
		v.add(passwordAt, "Password without a user name", "Set username too, or neither.", userAt)
	}
}
