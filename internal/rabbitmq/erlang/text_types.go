package erlang

import (
	"fmt"
	"strconv"
	"strings"
)

func (a Atom) String() string         { return textOf(a) }
func (i Int) String() string          { return textOf(i) }
func (b BigInt) String() string       { return textOf(b) }
func (f Float) String() string        { return textOf(f) }
func (b Binary) String() string       { return textOf(b) }
func (b BitString) String() string    { return textOf(b) }
func (t Tuple) String() string        { return textOf(t) }
func (l List) String() string         { return textOf(l) }
func (l ImproperList) String() string { return textOf(l) }
func (m Map) String() string          { return textOf(m) }
func (p Pid) String() string          { return textOf(p) }
func (p Port) String() string         { return textOf(p) }
func (r Ref) String() string          { return textOf(r) }
func (f Fun) String() string          { return textOf(f) }
func (x Export) String() string       { return textOf(x) }

func (a Atom) write(w *writer) {
	if bareAtom(string(a)) {
		w.put(string(a))
	} else {
		w.quoted('\'', string(a))
	}
}

func (i Int) write(w *writer)   { w.put(strconv.FormatInt(int64(i), 10)) }
func (f Float) write(w *writer) { w.float(float64(f)) }
func (t Tuple) write(w *writer) { w.terms("{", t, "}") }
func (f Fun) write(w *writer)   { w.put("#Fun") }

func (b BigInt) write(w *writer) {
	if b.Value != nil && b.Value.BitLen() > 4*maxText {
		// To write a number of some megabytes in decimal takes minutes.
		w.put(fmt.Sprintf("#Integer<%d bits>", b.Value.BitLen()))
		return
	}
	w.put(b.Value.String())
}

func (b Binary) write(w *writer) {
	text := string(b)
	if !printable(text[:min(len(text), maxText)]) {
		w.bytes(text, 0)
		return
	}
	w.put("<<")
	if text != "" {
		w.quoted('"', text)
	}
	if strings.IndexFunc(text, func(r rune) bool { return r > 0x7f }) >= 0 {
		w.put("/utf8")
	}
	w.put(">>")
}

func (b BitString) write(w *writer) { w.bytes(b.Bytes, b.Bits) }

// bytes writes <<1,2,3:5>>, where the last of them uses so many bits; 0 means all.
func (w *writer) bytes(bytes string, bits uint8) {
	w.put("<<")
	for i := range len(bytes) {
		if w.full {
			return
		}
		if i > 0 {
			w.put(",")
		}
		if i == len(bytes)-1 && bits > 0 {
			w.put(fmt.Sprintf("%d:%d", bytes[i]>>(8-bits), bits))
		} else {
			w.put(strconv.Itoa(int(bytes[i])))
		}
	}
	w.put(">>")
}

func (l List) write(w *writer) {
	var text strings.Builder
	for _, item := range l {
		point, ok := item.(Int)
		if !ok || point < 0 || point > 0x10ffff || text.Len() > maxText {
			break
		}
		text.WriteRune(rune(point))
	}
	// As Erlang's shell does, a list that can be read is shown as text.
	if n := len([]rune(text.String())); n > 0 && (n == len(l) || text.Len() > maxText) && printable(text.String()) {
		w.quoted('"', text.String())
		return
	}
	w.terms("[", l, "]")
}

func (l ImproperList) write(w *writer) {
	w.terms("[", l.Items, "|")
	w.term(l.Tail)
	w.put("]")
}

func (m Map) write(w *writer) {
	w.put("#{")
	for i, pair := range m {
		if w.full {
			return
		}
		if i > 0 {
			w.put(",")
		}
		w.term(pair.Key)
		w.put(" => ")
		w.term(pair.Value)
	}
	w.put("}")
}

func (p Pid) write(w *writer) {
	w.put(fmt.Sprintf("<%s.%d.%d>", string(p.Node), p.ID, p.Serial))
}

func (p Port) write(w *writer) {
	w.put(fmt.Sprintf("#Port<%s.%d>", string(p.Node), p.ID))
}

func (r Ref) write(w *writer) {
	w.put(fmt.Sprintf("#Ref<%s", string(r.Node)))
	for _, word := range r.ID[:min(r.Len, maxRefWords)] {
		w.put(fmt.Sprintf(".%d", word))
	}
	w.put(">")
}

func (x Export) write(w *writer) {
	w.put("fun ")
	w.term(x.Module)
	w.put(":")
	w.term(x.Function)
	w.put("/" + strconv.Itoa(int(x.Arity)))
}
