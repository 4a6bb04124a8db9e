package rabbitmqconf

import (
	"fmt"
	"regexp"
	"strings"
)

// maxTermDepth keeps a term of nothing but brackets from exhausting the stack.
const maxTermDepth = 64

var (
	termAtom   = regexp.MustCompile(`^[a-z][A-Za-z0-9_@]*`)
	termNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+([eE][+-]?[0-9]+)?|#[0-9A-Za-z]+)?`)
	// Quoted text is ASCII: how a node reads more than that depends on its Erlang.
	termQuoted  = regexp.MustCompile(`^('(\\[bdefnrstv'"\\]|[ -&(-[\]-~])*'|"(\\[bdefnrstv'"\\]|[ -!#-[\]-~])*")`)
	termSegment = regexp.MustCompile(`^("|([01]?[0-9]?[0-9]|2[0-4][0-9]|25[0-5])([^0-9]|$))`)

	atomForm = regexp.MustCompile(`^[a-z][A-Za-z0-9_@]*$`)
	// reserved words are no atoms unless they are quoted.
	reserved = words(`after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe
		not of or orelse receive rem try when xor`)
)

// termSpace is what may stand between two tokens.
const termSpace = " \t\r\n"

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}

// term reads one Erlang term and writes it in one line. Only what is a value is read: no variable, call or comment. Errors say
// where something is wrong, and never what stands there: it may be a secret.
func term(text string) (string, error) {
	r, err := readTerm(text)
	return r.out.String(), err
}

func readTerm(text string) (*termReader, error) {
	r := &termReader{length: len(text), rest: text}
	if err := r.value(0, position{decoded: true}); err != nil {
		return &termReader{}, err
	}
	if r.space(); r.rest != "" {
		return &termReader{}, fmt.Errorf("%s after the end of the term", r.here())
	}
	return r, nil
}

type termReader struct {
	length int // of the whole text
	rest   string
	out    strings.Builder
	// encrypted are the places of the values {encrypted, ...}.
	encrypted []position
}

func (r *termReader) space() { r.rest = strings.TrimLeft(r.rest, termSpace) }

// here is where the reader is, for errors.
func (r *termReader) here() string {
	if r.rest == "" {
		return "the end of the text"
	}
	return fmt.Sprintf("something (character %d)", r.length-len(r.rest)+1)
}

// take copies a token that is there.
func (r *termReader) take(token string) bool {
	r.space()
	if !strings.HasPrefix(r.rest, token) {
		return false
	}
	r.copy(len(token))
	return true
}

func (r *termReader) copy(n int) {
	r.out.WriteString(r.rest[:n])
	r.rest = r.rest[n:]
}

func (r *termReader) value(depth int, at position) error {
	if depth > maxTermDepth {
		return fmt.Errorf("more than %d brackets inside each other", maxTermDepth)
	}
	next := func(at position) error { return r.value(depth+1, at) }
	switch {
	case r.take("<<"):
		return r.elements(">>", r.segment)
	case r.take("#{"):
		return r.elements("}", func() error { return r.association(at, next) })
	case r.take("["):
		return r.elements("]", func() error { return next(at.element()) })
	case r.take("{"):
		return r.tuple(at, next)
	}
	return r.simple()
}

// elements reads what stands between brackets, the first of which is read.
func (r *termReader) elements(closing string, one func() error) error {
	if r.take(closing) {
		return nil
	}
	for {
		if err := one(); err != nil {
			return err
		}
		if r.take(closing) {
			return nil
		}
		if !r.take(",") {
			return fmt.Errorf("%s where a comma or %s should be", r.here(), closing)
		}
		r.out.WriteByte(' ')
	}
}

// simple reads an atom, a number or quoted text.
func (r *termReader) simple() error {
	for _, form := range []*regexp.Regexp{termQuoted, termNumber, termAtom} {
		found := form.FindString(r.rest)
		if found == "" {
			continue
		}
		if form == termAtom && reserved[found] {
			return fmt.Errorf("%s, which is a word of Erlang and needs single quotes", found)
		}
		r.copy(len(found))
		if r.rest != "" && !strings.ContainsAny(r.rest[:1], termSpace+",]}>=/") {
			return fmt.Errorf("%s right after a value", r.here())
		}
		return nil
	}
	return fmt.Errorf("%s where a value should be", r.here())
}

// segment reads a part of a binary: text, or one byte.
func (r *termReader) segment() error {
	r.space()
	if !termSegment.MatchString(r.rest) {
		return fmt.Errorf("%s where text or a byte should be", r.here())
	}
	if err := r.simple(); err != nil {
		return err
	}
	r.take("/utf8")
	return nil
}

func (r *termReader) association(at position, next func(position) error) error {
	if err := next(position{}); err != nil {
		return err
	}
	r.out.WriteByte(' ')
	if !r.take("=>") {
		return fmt.Errorf("%s where => should be", r.here())
	}
	r.out.WriteByte(' ')
	return next(at.associated())
}
