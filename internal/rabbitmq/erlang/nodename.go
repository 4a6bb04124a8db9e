package erlang

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// NodeName is the name of an Erlang node, such as rabbit@rabbit1, that has been checked. The zero NodeName names nothing.
type NodeName struct {
	name, host string
}

// nodeParts are what can stand before and behind the @. Erlang itself takes any printable character of Latin-1 for a host
// (net_kernel: valid_name_head/1, validate_hostname/1); here it is what hosts and addresses are written with. So a name can be
// a word of a command or a part of an address: nothing in it means anything to a shell, and it is never an option.
var nodeParts = regexp.MustCompile(`^([0-9A-Za-z_][0-9A-Za-z_-]*)@([\p{L}0-9_:][\p{L}0-9_.:-]*)$`)

// NodeNameError says that a text is no name of a node.
type NodeNameError struct {
	Text, Problem string
}

// Error implements error. The text is quoted: it may come from anywhere.
func (e *NodeNameError) Error() string {
	return fmt.Sprintf("%q is no Erlang node name: %s", e.Text, e.Problem)
}

// ParseNodeName reads name@host. The name before the @ has letters, digits, "_" and "-", and the host behind it also "." and
// ":"; neither begins with "-". The whole has at most 255 characters. Every name that a broker tells comes through here before
// it is used. Errors are of type *NodeNameError.
func ParseNodeName(text string) (NodeName, error) {
	parts := nodeParts.FindStringSubmatch(text)
	switch {
	case !strings.Contains(text, "@"):
		return NodeName{}, &NodeNameError{text, "one looks like name@host"}
	case parts == nil:
		return NodeName{}, &NodeNameError{text, `name and host have letters, digits, "_" and "-", the host also "." and ":", ` +
			`and neither begins with "-"`}
	case utf8.RuneCountInString(text) > maxAtom:
		return NodeName{}, &NodeNameError{text, fmt.Sprintf("it has more than %d characters", maxAtom)}
	}
	return NodeName{name: parts[1], host: parts[2]}, nil
}

// Name is what stands before the @, by which epmd knows the node.
func (n NodeName) Name() string { return n.name }

// Host is what stands behind the @.
func (n NodeName) Host() string { return n.host }

// String is the whole name.
func (n NodeName) String() string { return n.name + "@" + n.host }
