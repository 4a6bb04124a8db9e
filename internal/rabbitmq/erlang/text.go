package erlang

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText bounds what String writes: terms end up in error messages, and some hold a node's whole state.
const maxText = 2000

// writer writes terms in Erlang's syntax until it is full.
type writer struct {
	b    strings.Builder
	full bool
}

func textOf(term Term) string {
	var w writer
	w.term(term)
	if w.full {
		w.b.WriteString("...")
	}
	return w.b.String()
}

func (w *writer) put(text string) {
	if room := maxText - w.b.Len(); len(text) > room {
		for room > 0 && !utf8.RuneStart(text[room]) {
			room--
		}
		text, w.full = text[:room], true
	}
	w.b.WriteString(text)
}

func (w *writer) term(term Term) {
	switch {
	case w.full:
	case term == nil:
		w.put("<nil>")
	default:
		term.write(w)
	}
}

// terms writes terms between two brackets.
func (w *writer) terms(open string, terms []Term, closing string) {
	w.put(open)
	for i, term := range terms {
		if w.full {
			return
		}
		if i > 0 {
			w.put(",")
		}
		w.term(term)
	}
	w.put(closing)
}

// quoted writes text between quotes. Text that is longer than the room is cut before the work of escaping it is done.
func (w *writer) quoted(quote rune, text string) {
	w.put(string(quote))
	for _, r := range text {
		if w.full {
			return
		}
		switch {
		case r == quote || r == '\\':
			w.put(`\` + string(r))
		case r == '\n':
			w.put(`\n`)
		case r == '\t':
			w.put(`\t`)
		case r == '\r':
			w.put(`\r`)
		case unicode.IsPrint(r):
			w.put(string(r))
		default:
			w.put(fmt.Sprintf(`\x{%x}`, r))
		}
	}
	w.put(string(quote))
}

// reserved are the words that are no atoms without quotes.
var reserved = strings.Fields("after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if " +
	"let maybe not of or orelse receive rem try when xor")

func bareAtom(name string) bool {
	if name == "" || name[0] < 'a' || name[0] > 'z' || slices.Contains(reserved, name) {
		return false
	}
	return strings.IndexFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '@'
	}) < 0
}

func printable(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return r == utf8.RuneError || !unicode.IsPrint(r) && r != '\n' && r != '\t' && r != '\r'
	}) < 0
}

func (w *writer) float(f float64) {
	text := strconv.FormatFloat(f, 'g', -1, 64)
	if mantissa, exponent, found := strings.Cut(text, "e"); !strings.Contains(mantissa, ".") {
		// Erlang reads no float without a point.
		text = mantissa + ".0"
		if found {
			text += "e" + exponent
		}
	}
	w.put(text)
}
