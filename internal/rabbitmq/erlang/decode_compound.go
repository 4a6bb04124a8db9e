package erlang

func (d *decoder) compound(tag uint8) Term {
	switch tag {
	case tagSmallTuple:
		return Tuple(d.terms(int(d.u8())))
	case tagLargeTuple:
		return Tuple(d.terms(d.size()))
	case tagNil:
		return List(nil)
	case tagString:
		return d.smallInts(int(d.u16()))
	case tagList:
		return d.list(d.size())
	case tagMap:
		return d.pairs(d.size())
	case tagPid:
		return Pid{Node: d.node(), ID: d.u32(), Serial: d.u32(), Creation: uint32(d.u8())}
	case tagNewPid:
		return Pid{Node: d.node(), ID: d.u32(), Serial: d.u32(), Creation: d.u32()}
	case tagPort:
		return Port{Node: d.node(), ID: uint64(d.u32()), Creation: uint32(d.u8())}
	case tagNewPort:
		return Port{Node: d.node(), ID: uint64(d.u32()), Creation: d.u32()}
	case tagV4Port:
		return Port{Node: d.node(), ID: d.u64(), Creation: d.u32()}
	case tagReference:
		ref := Ref{Node: d.node(), Len: 1}
		ref.ID[0], ref.Creation = d.u32(), uint32(d.u8())
		return ref
	case tagNewReference:
		return d.ref(func() uint32 { return uint32(d.u8()) })
	case tagNewerRef:
		return d.ref(d.u32)
	case tagNewFun:
		return d.fun()
	case tagExport:
		return d.export()
	default:
		d.fail("the tag %d is not known", tag)
		return nil
	}
}

// terms reads n terms. It reserves no room for what is only claimed: nested, claims would add up to gigabytes.
func (d *decoder) terms(n int) []Term {
	const trusted = 16
	terms := make([]Term, 0, min(n, trusted))
	for range n {
		terms = append(terms, d.term())
		if d.err != nil {
			return nil
		}
	}
	return terms
}

// smallInts reads the short form of a list whose items all fit into a byte.
func (d *decoder) smallInts(n int) Term {
	text := d.bytes(n)
	list := make(List, len(text))
	for i, b := range text {
		list[i] = Int(b)
	}
	return list
}

func (d *decoder) list(n int) Term {
	items := d.terms(n)
	tail := d.term()
	if rest, proper := tail.(List); proper {
		// The format allows any list as the tail, and a node reads [A | [B]] as [A, B].
		return List(append(items, rest...))
	}
	if n == 0 {
		d.fail("an improper list has no item before its tail")
	}
	return ImproperList{Items: items, Tail: tail}
}

func (d *decoder) pairs(n int) Term {
	var m Map
	for range n {
		m = append(m, Pair{Key: d.term(), Value: d.term()})
		if d.err != nil {
			return nil
		}
	}
	return m
}

// node reads an atom where the format allows nothing else.
func (d *decoder) node() Atom {
	name, ok := d.term().(Atom)
	if !ok {
		d.fail("an atom is needed")
	}
	return name
}

func (d *decoder) ref(creation func() uint32) Term {
	words := d.u16()
	if words < 1 || words > maxRefWords {
		d.fail("a reference of %d words", words)
		return nil
	}
	ref := Ref{Len: uint8(words), Node: d.node(), Creation: creation()}
	for i := range words {
		ref.ID[i] = d.u32()
	}
	return ref
}

// fun keeps a function as it is, and checks no more than its length: the size counts its own four bytes.
func (d *decoder) fun() Term {
	const ownBytes, header = 4, 29
	begin := d.rest
	n := int64(d.u32())
	if d.err == nil && (n < header || n > int64(len(begin))) {
		d.fail("a function of %d bytes", n)
	}
	d.bytes(int(n) - ownBytes)
	if d.err != nil {
		return nil
	}
	return Fun{external: string(rune(tagNewFun)) + string(begin[:n])}
}

func (d *decoder) export() Term {
	export := Export{Module: d.node(), Function: d.node()}
	arity, ok := d.term().(Int)
	if !ok || arity < 0 || arity > 255 {
		d.fail("a function has an arity from 0 to 255")
		return nil
	}
	export.Arity = uint8(arity)
	return export
}
