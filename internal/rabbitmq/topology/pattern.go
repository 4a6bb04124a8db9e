package topology

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/dlclark/regexp2"
)

// CheckPattern finds out whether a policy's pattern is a regular expression to Erlang, which uses PCRE (PCRE2
// from Erlang/OTP 28) on bytes. Go has no PCRE, and refusing what a broker accepts would be worse than
// accepting what it refuses: so a pattern passes when Go or a .NET-like engine can read it, and when it uses
// what only PCRE has. The empty pattern passes and matches every name. The error begins with the place.
func CheckPattern(pattern string) error {
	found := examine(pattern)
	if found.refused != nil {
		return found.refused
	}
	if _, err := regexp.Compile(pattern); err == nil {
		return nil
	}
	_, err := regexp2.Compile(pattern, regexp2.None)
	switch {
	case err == nil:
		return nil
	case found.broken != nil:
		return found.broken
	case found.pcreOnly:
		return nil
	}
	reason := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	if i := strings.LastIndex(reason, " in `"); i > 0 {
		reason = reason[:i]
	}
	return errors.New("the pattern does not parse: " + reason)
}

// findings is what a reading of a pattern by PCRE's rules brings to light.
type findings struct {
	refused  error // something other engines accept and PCRE does not
	broken   error // something no engine accepts
	pcreOnly bool  // something that the engines at hand may refuse wrongly
}

func at(pattern string, offset int, format string, args ...any) error {
	return fmt.Errorf("character %d: %s", len([]rune(pattern[:offset]))+1, fmt.Sprintf(format, args...))
}

// reader walks once through a pattern.
type reader struct {
	findings
	text string
	pos  int
	open []int // offsets of the groups not closed yet
	atom bool  // whether there is something before pos that can be repeated
}

var (
	counted   = regexp.MustCompile(`^\{(\d+)(,(\d*))?\}`)
	codePoint = regexp.MustCompile(`^\\x\{0*([0-9A-Fa-f]+)\}`)
	braced    = regexp.MustCompile(`^(\{[^}]*\}|<[^>]*>|'[^']*')`)
	flags     = regexp.MustCompile(`^\(\?\^?([imsxnaJUX-]+:|[imsxnaJUX-]*\))`)
	posix     = regexp.MustCompile(`^\[:\^?[a-z]+:\]`)
	verb      = regexp.MustCompile(`^\(\*[A-Za-z_]*[^)]*\)`)
	plain     = regexp.MustCompile(`^\(\?(:|=|!|<=|<!|>|\|)`)
	named     = regexp.MustCompile(`^\(\?P?<[A-Za-z_]\w*>`)
	special   = regexp.MustCompile(`^\(\?[P&RC('<+0-9^-]`)
)

func examine(pattern string) findings {
	r := &reader{text: pattern}
	for r.pos < len(r.text) && r.broken == nil && r.refused == nil {
		r.step()
	}
	if n := len(r.open); n > 0 && r.broken == nil {
		r.broken = at(pattern, r.open[n-1], `this "(" is never closed`)
	}
	return r.findings
}

func (r *reader) step() {
	rest := r.text[r.pos:]
	switch c := rest[0]; c {
	case '\\':
		r.escape(rest)
	case '[':
		r.class(rest)
	case '(':
		r.group(rest)
	case ')':
		if len(r.open) == 0 {
			r.broken = at(r.text, r.pos, `this ")" closes nothing; write \) for the character itself`)
			return
		}
		r.open = r.open[:len(r.open)-1]
		r.pos, r.atom = r.pos+1, true
	case '|':
		r.pos, r.atom = r.pos+1, false
	case '*', '+', '?':
		r.repeat(1)
	case '{':
		r.count(rest)
	default:
		// PCRE reads bytes, the engines at hand read characters.
		r.pcreOnly = r.pcreOnly || c >= 0x80
		r.pos, r.atom = r.pos+1, true
	}
}

func (r *reader) repeat(width int) {
	sign := r.text[r.pos : r.pos+width]
	if !r.atom {
		r.broken = at(r.text, r.pos, `%q repeats nothing; write .* for any text, \%s for the character itself`, sign, sign)
		return
	}
	r.pos += width
	if r.pos < len(r.text) && (r.text[r.pos] == '?' || r.text[r.pos] == '+') {
		// A possessive quantifier (a++) is PCRE's own.
		r.pcreOnly = r.pcreOnly || r.text[r.pos] == '+'
		r.pos++
	}
}

func (r *reader) count(rest string) {
	m := counted.FindStringSubmatch(rest)
	if m == nil {
		r.pos, r.atom = r.pos+1, true
		return
	}
	low, high := strings.TrimLeft(m[1], "0"), strings.TrimLeft(m[3], "0")
	switch {
	case m[3] != "" && longer(low, high):
		r.broken = at(r.text, r.pos, "%s counts down; write the smaller number first", m[0])
	case longer(low, "65535") || longer(high, "65535"):
		r.refused = at(r.text, r.pos, "%s counts too far; the most is 65535", m[0])
	default:
		r.repeat(len(m[0]))
	}
}

// longer compares two decimal numbers of any size, both without leading zeros.
func longer(a, b string) bool {
	return len(a) > len(b) || (len(a) == len(b) && a > b)
}
