package loadbalancer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Problem is one reason why a model cannot be rendered.
type Problem struct {
	// Path is the value to change.
	Path Path
	// Involves are further values without which it would not be a problem.
	Involves []Path
	// Summary says what is wrong in a few words, Detail what to do about it. Neither ever holds a password.
	Summary, Detail string
}

// Error gives the problem in one line.
func (p Problem) Error() string {
	return fmt.Sprintf("%s: %s: %s", p.Path, p.Summary, p.Detail)
}

// Concerns reports whether the problem would look different if the value at other, or a part of it, did.
func (p Problem) Concerns(other Path) bool {
	return slices.ContainsFunc(append([]Path{p.Path}, p.Involves...), other.overlaps)
}

// Path leads to a value in a model. Its names are those of the Go fields in snake case without the embedded structs,
// a list of structs in the singular, as the user writes its elements one by one: the path of
// Config.Listeners[1].Servers[0].Name is listener[1].server[0].name.
type Path []Step

// Step is a field's name or, where Name is empty, an index in a list.
type Step struct {
	Name  string
	Index int
}

// Field is the path of the named field of the value at p.
func (p Path) Field(name string) Path {
	return append(slices.Clip(p), Step{Name: name})
}

// Item is the path of the element i of the list at p.
func (p Path) Item(i int) Path {
	return append(slices.Clip(p), Step{Index: i})
}

// String writes the path with dots and brackets.
func (p Path) String() string {
	var b strings.Builder
	for _, step := range p {
		switch {
		case step.Name == "":
			b.WriteString("[" + strconv.Itoa(step.Index) + "]")
		case b.Len() > 0:
			b.WriteString("." + step.Name)
		default:
			b.WriteString(step.Name)
		}
	}
	return b.String()
}

// overlaps reports whether one of the two paths leads into the other.
func (p Path) overlaps(other Path) bool {
	n := min(len(p), len(other))
	return slices.Equal(p[:n], other[:n])
}
