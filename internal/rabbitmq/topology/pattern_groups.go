package topology

import (
	"regexp"
	"strconv"
	"strings"
)

// openGroup is what returns when a group is closed.
type openGroup struct {
	start            int
	capture          int // its number; 0 when it captures nothing
	caseless, dotall bool
	look, behind     bool
}

var settings = regexp.MustCompile(`^\(\?([is]*)(-[is]+)?([:)])`)

// inBehind reports whether this place belongs to a look-behind, whose length PCRE must know.
func (w *translator) inBehind() bool {
	for _, group := range w.groups {
		if group.behind {
			return true
		}
	}
	return false
}

func (w *translator) group(rest string) {
	open := openGroup{start: len(w.out), caseless: w.caseless, dotall: w.dotall}
	written, read := "(", "("
	switch {
	case strings.HasPrefix(rest, "(?#"):
		// A repetition behind a comment belongs to what stands before it.
		w.pos += strings.IndexByte(rest, ')') + 1
		return
	case settings.MatchString(rest):
		m := settings.FindStringSubmatch(rest)
		w.caseless = (w.caseless || strings.Contains(m[1], "i")) && !strings.Contains(m[2], "i")
		w.dotall = (w.dotall || strings.Contains(m[1], "s")) && !strings.Contains(m[2], "s")
		if m[3] == ")" {
			w.pos, w.atom = w.pos+len(m[0]), noAtom
			return
		}
		written, read = "(?:", m[0]
	case strings.HasPrefix(rest, "(?>"):
		written, read = "(?>", "(?>"
	case strings.HasPrefix(rest, "(?=") || strings.HasPrefix(rest, "(?!"):
		written, read, open.look = rest[:3], rest[:3], true
	case strings.HasPrefix(rest, "(?<=") || strings.HasPrefix(rest, "(?<!"):
		written, read, open.look, open.behind = rest[:4], rest[:4], true, true
	case named.MatchString(rest) || !strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(*"):
		if m := named.FindString(rest); m != "" {
			read = m
		}
		w.captures++
		open.capture = w.captures
	default:
		w.refuse(strconv.Quote(rest[:min(len(rest), 3)]))
		return
	}
	w.groups = append(w.groups, open)
	w.mark(written, len(read))
}

func (w *translator) close() {
	open := w.groups[len(w.groups)-1]
	w.groups = w.groups[:len(w.groups)-1]
	w.mark(")", 1)
	w.caseless, w.dotall = open.caseless, open.dotall
	if open.capture > 0 {
		if w.closed == nil {
			w.closed = map[int]bool{}
		}
		w.closed[open.capture] = true
	}
	if !open.look {
		w.atom = open.start
	}
}
