package erlang

import (
	"strings"
	"unicode/utf8"
)

// Text reads text: a binary in UTF-8, a list of code points, or a list of these in any nesting, which Erlang calls
// chardata and prints as one text.
func Text(term Term) (string, bool) {
	var b strings.Builder
	if !appendText(&b, term) {
		return "", false
	}
	return b.String(), true
}

func appendText(b *strings.Builder, term Term) bool {
	switch t := term.(type) {
	case Binary:
		b.WriteString(string(t))
		return utf8.ValidString(string(t))
	case List:
		for _, item := range t {
			if point, ok := item.(Int); ok && point >= 0 && point <= utf8.MaxRune && utf8.ValidRune(rune(point)) {
				b.WriteRune(rune(point))
			} else if !appendText(b, item) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// Charlist returns text as Erlang's "string": the list of its code points.
func Charlist(text string) List {
	list := make(List, 0, len(text))
	for _, point := range text {
		list = append(list, Int(point))
	}
	return list
}

// Tagged takes a tuple apart whose first element is the given atom, such as {error, Reason}, and returns the others.
func Tagged(term Term, tag Atom) (others []Term, ok bool) {
	tuple, ok := term.(Tuple)
	if !ok || len(tuple) == 0 || tuple[0] != Term(tag) {
		return nil, false
	}
	return tuple[1:], true
}

// Lookup finds the value of a key in a map, or in a list of {Key, Value} pairs, which was Erlang's map before it had
// one.
func Lookup(term Term, key Atom) (Term, bool) {
	switch t := term.(type) {
	case Map:
		for _, pair := range t {
			if name, ok := pair.Key.(Atom); ok && name == key {
				return pair.Value, true
			}
		}
	case List:
		for _, item := range t {
			if value, ok := Tagged(item, key); ok && len(value) == 1 {
				return value[0], true
			}
		}
	}
	return nil, false
}
