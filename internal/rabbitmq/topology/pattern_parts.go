package topology

import (
	"strings"
	"unicode/utf8"
)

// escape reads a backslash and what it governs.
func (r *reader) escape(rest string) {
	if len(rest) == 1 {
		r.broken = at(r.text, r.pos, `the pattern ends in a backslash; write \\ for the character itself`)
		return
	}
	start, c := r.pos, rest[1]
	r.pos, r.atom = r.pos+2, true
	switch {
	case strings.IndexByte("uUlL", c) >= 0:
		r.refused = at(r.text, start, `PCRE has no \%c; write the character itself`, c)
	case c == 'x' && codePoint.MatchString(rest):
		if hex := codePoint.FindStringSubmatch(rest)[1]; len(hex) > 2 {
			r.refused = at(r.text, start, `RabbitMQ matches bytes and \x{%s} is more than one; write the character itself`, hex)
		}
		r.pos = start + len(codePoint.FindString(rest))
	case c == 'Q':
		r.pcreOnly = true
		literal, _, ended := strings.Cut(rest[2:], `\E`)
		r.pos += len(literal)
		if ended {
			r.pos += 2
		}
	case c == 'c':
		r.pcreOnly = true
		r.pos = min(r.pos+1, len(r.text))
	case strings.IndexByte("pPgkoNx", c) >= 0:
		r.pcreOnly = true
		r.pos += len(braced.FindString(rest[2:]))
	case strings.IndexByte("wWdDsSbBAztnrfae", c) < 0 && wordByte(c):
		// Backreferences, and letters to which each engine gives a meaning of its own or none.
		r.pcreOnly = true
	}
}

func wordByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// class reads a character class, in which a first "]" is the character itself.
func (r *reader) class(rest string) {
	start, i := r.pos, 1
	if strings.HasPrefix(rest, "[^") {
		i = 2
	}
	var low byte // the character before a "-"; 0 when there is none that can begin a range
	for first := i; i < len(rest); {
		c := rest[i]
		switch {
		case c == ']' && i > first:
			r.pos, r.atom = start+i+1, true
			return
		case c == '\\':
			// What a backslash means here differs between the engines as it does outside.
			inner := &reader{text: r.text, pos: start + i}
			inner.escape(rest[i:])
			if inner.broken != nil || inner.refused != nil {
				r.broken, r.refused = inner.broken, inner.refused
				return
			}
			r.pcreOnly = r.pcreOnly || inner.pcreOnly
			i, low = inner.pos-start, 0
		case posix.MatchString(rest[i:]):
			i, low = i+len(posix.FindString(rest[i:])), 0
		case c == '-' && low != 0 && i+1 < len(rest) && strings.IndexByte(`]\[`, rest[i+1]) < 0:
			high := rest[i+1]
			// The ends of a range are bytes to PCRE. A multi-byte character ends above all ASCII and begins above that.
			if high < low {
				char, size := utf8.DecodeLastRuneInString(rest[:i])
				r.broken = at(r.text, start+i-size, "the range %c-%c runs backwards; write %c-%c", char, high, high, char)
			}
			i, low = i+2, 0
		default:
			r.pcreOnly = r.pcreOnly || c >= 0x80 || c == '['
			i, low = i+1, c
		}
	}
	r.broken = at(r.text, start, `this "[" is never closed; write \[ for the character itself`)
}

// group reads an opening parenthesis and what says its kind.
func (r *reader) group(rest string) {
	switch {
	case strings.HasPrefix(rest, "(?#"):
		end := strings.IndexByte(rest, ')')
		if end < 0 {
			r.broken = at(r.text, r.pos, "this comment is never closed")
			return
		}
		r.pos += end + 1
		return
	case strings.HasPrefix(rest, "(*") && verb.MatchString(rest):
		r.pcreOnly, r.atom = true, true
		r.pos += len(verb.FindString(rest))
		return
	case flags.MatchString(rest):
		setting := flags.FindString(rest)
		r.pcreOnly = true
		if strings.Contains(setting, "x") {
			// From here on there may be comments, in which nothing needs to be closed.
			r.pos, r.open = len(r.text), nil
			return
		}
		r.pos += len(setting)
		r.atom = false
		if strings.HasSuffix(setting, ":") {
			r.open = append(r.open, r.pos-len(setting))
		}
		return
	}
	r.open = append(r.open, r.pos)
	switch {
	case !strings.HasPrefix(rest, "(?"):
		r.pos, r.atom = r.pos+1, false
	case plain.MatchString(rest):
		r.pcreOnly = r.pcreOnly || rest[2] == '|'
		r.pos, r.atom = r.pos+len(plain.FindString(rest)), false
	case named.MatchString(rest):
		r.pos, r.atom = r.pos+len(named.FindString(rest)), false
	case special.MatchString(rest):
		// Recursion, conditions, callouts, references: no other engine has all of them.
		r.pcreOnly, r.atom = true, true
		r.pos += 3
	default:
		r.broken = at(r.text, r.pos, `"(?" begins no group that PCRE knows; write \( for the character itself`)
	}
}
