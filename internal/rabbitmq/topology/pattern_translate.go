package topology

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// translator walks once through a pattern that CheckPattern has passed and writes what means the same to regexp2. It
// knows the part of PCRE that both share, and says of the rest that it cannot be judged.
type translator struct {
	text  string
	table table
	pos   int
	out   []byte
	err   error

	caseless, dotall bool
	groups           []openGroup
	captures         int
	closed           map[int]bool // captures that can be referred to
	atom             int          // where in out the last thing begins that can be repeated; noAtom when there is none
}

const noAtom = -1

var (
	// loose is what newer brokers read as a count and older ones as text.
	loose   = regexp.MustCompile(`^\{\s*\d*\s*(,\s*\d*\s*)?\}`)
	hexByte = regexp.MustCompile(`^\\x([0-9A-Fa-f]{1,2}|\{0*[0-9A-Fa-f]{1,2}\})`)
)

func (w *translator) refuse(what string) {
	w.err = fmt.Errorf("character %d: %s cannot be judged without a broker; write it otherwise, or ask one: "+
		"rabbitmqctl eval 're:run(<<\"NAME\">>, <<\"PATTERN\">>, [{capture, none}]).'", len([]rune(w.text[:w.pos]))+1, what)
}

// put writes one thing that can be repeated.
func (w *translator) put(text string, width int) {
	w.atom = len(w.out)
	w.out = append(w.out, text...)
	w.pos += width
}

// mark writes an assertion, which cannot be repeated.
func (w *translator) mark(text string, width int) {
	w.put(text, width)
	w.atom = noAtom
}

func (w *translator) set(set bytes, width int) {
	if w.caseless {
		set = w.table.caseless(set)
	}
	w.put(set.write(), width)
}

func (w *translator) step() {
	rest := w.text[w.pos:]
	switch c := rest[0]; c {
	case '\\':
		w.escape(rest)
	case '[':
		w.class()
	case '(':
		w.group(rest)
	case ')':
		w.close()
	case '|':
		if w.inBehind() && !w.groups[len(w.groups)-1].behind {
			w.refuse("a choice in a group of a look-behind")
			return
		}
		w.mark("|", 1)
	case '^', '$':
		w.mark(string(c), 1)
	case '*', '+', '?':
		w.repeat(rest[:1])
	case '{':
		if m := counted.FindString(rest); m != "" {
			w.repeat(m)
		} else if m := loose.FindString(rest); m != "" && m != "{}" {
			w.refuse(strconv.Quote(m) + ", a count to Erlang/OTP 28 and newer and text to older ones,")
		} else {
			w.set(single(c), 1)
		}
	case '.':
		set := single('\n').negated()
		if w.dotall {
			set = among(0, 255)
		}
		w.put(set.write(), 1)
	default:
		w.set(single(c), 1)
	}
}

func (w *translator) repeat(sign string) {
	switch {
	case w.atom == noAtom:
		w.refuse("a repeated assertion")
		return
	case w.inBehind() && (!strings.HasPrefix(sign, "{") || strings.Contains(sign, ",")):
		w.refuse("a look-behind of no fixed length")
		return
	}
	w.out = append(w.out, sign...)
	w.pos += len(sign)
	switch {
	case strings.HasPrefix(w.text[w.pos:], "?"):
		w.out = append(w.out, '?')
		w.pos++
	case strings.HasPrefix(w.text[w.pos:], "+"):
		w.out = append(w.out[:w.atom], "(?>"+string(w.out[w.atom:])+")"...)
		w.pos++
	}
	w.atom = noAtom
}
