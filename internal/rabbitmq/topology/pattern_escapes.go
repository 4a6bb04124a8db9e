package topology

import (
	"fmt"
	"strconv"
	"strings"
)

// escape translates a backslash outside of a class.
func (w *translator) escape(rest string) {
	c := rest[1]
	set, width := w.escaped(rest)
	word, _ := w.table.class("word")
	in := word.write()
	switch {
	case width > 0:
		w.set(set, width)
	case c == 'A' || c == 'z' || c == 'Z':
		w.mark(rest[:2], 2)
	case c == 'b':
		// The neighbour on either side may be missing.
		w.mark(fmt.Sprintf("(?:(?<=%[1]s)(?!%[1]s)|(?<!%[1]s)(?=%[1]s))", in), 2)
	case c == 'B':
		w.mark(fmt.Sprintf("(?:(?<=%[1]s)(?=%[1]s)|(?<!%[1]s)(?!%[1]s))", in), 2)
	case c == 'Q':
		literal, _, ended := strings.Cut(rest[2:], `\E`)
		w.pos += len(`\Q`)
		for i := range len(literal) {
			w.set(single(literal[i]), 1)
		}
		if ended {
			w.pos += len(`\E`)
		}
	case c == 'E':
		w.pos += len(`\E`)
	case '1' <= c && c <= '9' && (len(rest) == 2 || rest[2] < '0' || rest[2] > '9') && w.closed[int(c-'0')] && !w.caseless && !w.inBehind():
		w.put("(?:"+rest[:2]+")", 2)
	default:
		w.refuse(strconv.Quote(rest[:2]))
	}
}

// escaped reads a backslash that stands for one byte out of a set; width is 0 where it stands for something else.
func (w *translator) escaped(rest string) (set bytes, width int) {
	c := rest[1]
	if at := strings.IndexByte("tnrfea", c); at >= 0 {
		return single("\t\n\r\f\x1b\a"[at]), 2
	}
	if m := hexByte.FindStringSubmatch(rest); m != nil {
		value, err := strconv.ParseUint(strings.Trim(m[1], "{}"), 16, 8)
		if err != nil {
			return set, 0
		}
		return single(byte(value)), len(m[0])
	}
	if c == 'N' && !strings.HasPrefix(rest[2:], "{") {
		return single('\n').negated(), 2
	}
	if set, known := w.table.class(strings.ToLower(string(c))); known && c < 0x80 {
		if c < 'a' {
			set = set.negated()
		}
		return set, 2
	}
	if c == '_' || !wordByte(c) || c >= 0x80 {
		return single(c), 2
	}
	return set, 0
}

// class translates a character class. What a broker reads as a set of bytes is written as one.
func (w *translator) class() {
	start, i := w.pos, w.pos+1
	negated := strings.HasPrefix(w.text[i:], "^")
	if negated {
		i++
	}
	var set bytes
	for first := i; i == first || w.text[i] != ']'; {
		rest := w.text[i:]
		part, width, alone := w.member(rest)
		if width == 0 {
			w.pos = i
			w.refuse(strconv.Quote(rest[:min(len(rest), 2)]) + " in a character class")
			return
		}
		i += width
		if strings.HasPrefix(w.text[i:], "-") && !strings.HasPrefix(w.text[i:], "-]") {
			high, highWidth, highAlone := w.member(w.text[i+1:])
			if !alone || !highAlone || highWidth == 0 || high.lowest() < part.lowest() {
				w.pos = i
				w.refuse("this range")
				return
			}
			part = among(part.lowest(), high.lowest())
			i += 1 + highWidth
		}
		set = set.with(part)
	}
	if w.caseless {
		set = w.table.caseless(set)
	}
	if negated {
		set = set.negated()
	}
	w.pos = start
	w.put(set.write(), i+1-start)
}

// member reads one part of a class; alone reports whether it is a single byte, which may begin or end a range.
func (w *translator) member(rest string) (set bytes, width int, alone bool) {
	switch {
	case strings.HasPrefix(rest, "[:"):
		name := posix.FindString(rest)
		set, known := w.table.class(strings.Trim(name, "[:^]"))
		if !known || len(strings.Trim(name, "[:^]")) == 1 {
			return set, 0, false
		}
		if strings.HasPrefix(name, "[:^") {
			set = set.negated()
		}
		return set, len(name), false
	case strings.HasPrefix(rest, "[.") || strings.HasPrefix(rest, "[="):
		return set, 0, false
	case rest[0] != '\\':
		return single(rest[0]), 1, true
	case strings.HasPrefix(rest, `\b`):
		return single('\b'), len(`\b`), true
	case strings.HasPrefix(rest, `\N`):
		return set, 0, false
	}
	set, width = w.escaped(rest)
	_, several := w.table.class(strings.ToLower(rest[1:2]))
	return set, width, !several
}

// lowest is the byte of a set of one.
func (b bytes) lowest() byte {
	for c, in := range b {
		if in {
			return byte(c)
		}
	}
	return 0
}
