package erlang

import (
	"math"
)

func (t Tuple) encode(e *encoder) {
	if len(t) <= math.MaxUint8 {
		e.u8(tagSmallTuple, uint8(len(t)))
	} else {
		e.u8(tagLargeTuple)
		e.size(len(t))
	}
	e.terms(t)
}

func (l List) encode(e *encoder) {
	switch text, ok := l.bytes(); {
	case len(l) == 0:
		e.u8(tagNil)
	case ok:
		e.u8(tagString)
		e.u16(uint16(len(text)))
		e.u8(text...)
	default:
		e.u8(tagList)
		e.size(len(l))
		e.terms(l)
		e.u8(tagNil)
	}
}

// bytes returns the list as bytes if every item is one and the short form of such lists has room for it.
func (l List) bytes() ([]byte, bool) {
	if len(l) > math.MaxUint16 {
		return nil, false
	}
	var text []byte
	for _, item := range l {
		i, ok := item.(Int)
		if !ok || i < 0 || i > math.MaxUint8 {
			return nil, false
		}
		text = append(text, uint8(i))
	}
	return text, true
}

func (l ImproperList) encode(e *encoder) {
	if len(l.Items) == 0 {
		e.fail("an improper list needs an item before its tail")
	}
	if _, proper := l.Tail.(List); proper {
		e.fail("an improper list ends in a list; make it one List")
	}
	e.u8(tagList)
	e.size(len(l.Items))
	e.terms(l.Items)
	e.term(l.Tail)
}

func (m Map) encode(e *encoder) {
	e.u8(tagMap)
	e.size(len(m))
	for _, pair := range m {
		e.term(pair.Key)
		e.term(pair.Value)
	}
}

func (p Pid) encode(e *encoder) {
	e.u8(tagNewPid)
	e.term(p.Node)
	e.u32(p.ID)
	e.u32(p.Serial)
	e.u32(p.Creation)
}

func (p Port) encode(e *encoder) {
	if p.ID <= math.MaxUint32 {
		e.u8(tagNewPort)
		e.term(p.Node)
		e.u32(uint32(p.ID))
	} else {
		e.u8(tagV4Port)
		e.term(p.Node)
		e.u64(p.ID)
	}
	e.u32(p.Creation)
}

func (r Ref) encode(e *encoder) {
	if r.Len < 1 || r.Len > maxRefWords {
		e.fail("a reference has 1 to 5 words")
		return
	}
	e.u8(tagNewerRef)
	e.u16(uint16(r.Len))
	e.term(r.Node)
	e.u32(r.Creation)
	for _, word := range r.ID[:r.Len] {
		e.u32(word)
	}
}

func (f Fun) encode(e *encoder) {
	if f.external == "" {
		e.fail("a Fun was not made by a node")
	}
	e.text(f.external)
}

func (x Export) encode(e *encoder) {
	e.u8(tagExport)
	e.term(x.Module)
	e.term(x.Function)
	e.term(Int(x.Arity))
}
