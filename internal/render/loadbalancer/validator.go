package loadbalancer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Validator collects problems. Its methods check one kind of value each; what is empty or nil was not given, and is
// no problem of theirs.
type Validator struct {
	Problems []Problem
}

// Add reports a problem.
func (v *Validator) Add(at Path, summary, detail string, involves ...Path) {
	v.Problems = append(v.Problems, Problem{Path: at, Involves: involves, Summary: summary, Detail: detail})
}

// OneOf checks a word that may be empty, and reports whether it is right.
func (v *Validator) OneOf(at Path, value string, allowed []string) bool {
	if value == "" || slices.Contains(allowed, value) {
		return true
	}
	v.Add(at, "Unknown value", fmt.Sprintf("%q is none of %s.", value, strings.Join(allowed, ", ")))
	return false
}

// AtLeast checks a number without an upper limit of its own.
func (v *Validator) AtLeast(at Path, value *int, low int) {
	if value != nil && (*value < low || *value > maxNumber) {
		v.Add(at, "Number out of range", fmt.Sprintf("%d is not a number from %d to %d.", *value, low, maxNumber))
	}
}

// maxNumber is the largest number HAProxy's own integers hold.
const maxNumber = 2147483647

// Between checks a number.
func (v *Validator) Between(at Path, value *int, low, high int) {
	if value != nil && (*value < low || *value > high) {
		v.Add(at, "Number out of range", fmt.Sprintf("%d is not a number from %d to %d.", *value, low, high))
	}
}

// Ports checks the ports of all items of a list before they have defaults: either each item names its port, or none does. One alone
// that names none is most likely a node that is down, whose port nobody knows; the default may be another broker's.
func (v *Validator) Ports(at Path, ports []*int) {
	named := slices.IndexFunc(ports, func(port *int) bool { return port != nil })
	if named < 0 {
		return
	}
	other := at.Item(named).Field("port")
	for i, port := range ports {
		if port == nil {
			v.Add(at.Item(i).Field("port"), "No port", fmt.Sprintf("There is none here, but %s is %d. Name the port everywhere or nowhere. "+
				"One that comes from rabbitmqha_cluster is missing where the node is down and its port is not known: "+
				"name the node's ports there, in a block \"node\".", other, *ports[named]), other)
		}
	}
}

// Port checks a TCP port.
func (v *Validator) Port(at Path, value *int) {
	v.Between(at, value, 1, 65535)
}

// Duration checks a time that may be empty and must not be zero.
func (v *Validator) Duration(at Path, value string) {
	if value == "" {
		return
	}
	d, err := ParseDuration(value)
	switch {
	case err != nil:
		v.Add(at, "Invalid duration", err.Error()+".")
	case d == 0:
		v.Add(at, "Invalid duration", fmt.Sprintf("%q is no time at all; give more than zero, such as 5s.", value))
	}
}

// durationOrNone checks a time that may be empty, and zero for no limit.
func (v *Validator) durationOrNone(at Path, value string) {
	if _, err := ParseDuration(value); value != "" && err != nil {
		v.Add(at, "Invalid duration", err.Error()+".")
	}
}

// WholeSeconds checks a time that cannot be less than a second.
func (v *Validator) WholeSeconds(at Path, value string, longest time.Duration) {
	d, err := ParseDuration(value)
	switch {
	case err != nil:
		v.Add(at, "Invalid duration", err.Error()+".")
	case d < time.Second || d%time.Second != 0 || d > longest:
		v.Add(at, "Invalid duration", fmt.Sprintf("%q is not a number of whole seconds from 1s to %ds.", value, longest/time.Second))
	}
}

// Text checks a string that goes into the file; it may be empty. The detail never quotes it, it may be a secret.
func (v *Validator) Text(at Path, value string) bool {
	switch {
	case !Printable(value):
		v.Add(at, "Control character",
			"The value holds a line break, a tab or another control character, which would add to the configuration file.")
	case len(value) > maxText:
		v.Add(at, "Text too long", fmt.Sprintf("The value has %d bytes, and at most %d are possible.", len(value), maxText))
	default:
		return true
	}
	return false
}

// maxText keeps a line in which a value stands in base64, next to other words, below HAProxy's limit of 2047 bytes.
const maxText = 1000

// RabbitMQVersion checks the version of a broker; it may be empty.
func (v *Validator) RabbitMQVersion(at Path, value string) {
	if _, ok := ParseVersion(value); value != "" && !ok {
		v.Add(at, "Invalid RabbitMQ version", fmt.Sprintf("%q is not a version such as 4.3.6.", value))
	}
}

// Printable reports whether s is UTF-8 without control characters and without separators of lines.
func Printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}

// File checks the absolute path of a file; it may be empty.
func (v *Validator) File(at Path, value string) {
	if v.Text(at, value) && value != "" && value[0] != '/' {
		v.Add(at, "Path not absolute", fmt.Sprintf("%q does not begin with a slash.", value))
	}
}

var uriForm = regexp.MustCompile(`^/[!-~]*$`)

// URI checks the path of a request.
func (v *Validator) URI(at Path, value string) bool {
	if uriForm.MatchString(value) {
		return v.Text(at, value)
	}
	v.Add(at, "Invalid request path", "The path of a request begins with a slash and holds printable ASCII without spaces.")
	return false
}

// Credentials checks a pair for basic authentication, the fields username and password of at.
func (v *Validator) Credentials(at Path, username, password string) {
	userAt, passwordAt := at.Field("username"), at.Field("password")
	if v.Text(userAt, username) && strings.Contains(username, ":") {
		v.Add(userAt, "Invalid user name", "Basic authentication ends the user name at the first colon; use a name without one.")
	}
	v.Text(passwordAt, password)
	switch {
	case username != "" && password == "":
		v.Add(userAt, "User name without a password", "Set password too, or neither.", passwordAt)
	case username == "" && password != "":
		v.Add(passwordAt, "Password without a user name", "Set username too, or neither.", userAt)
	}
}
