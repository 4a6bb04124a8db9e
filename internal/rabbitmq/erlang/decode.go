package erlang

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"
)

// DecodeError says where a row of bytes stops being a term.
type DecodeError struct {
	Offset  int
	Problem string
}

// Error implements error.
func (e *DecodeError) Error() string {
	return fmt.Sprintf("decode an Erlang term: byte %d: %s", e.Offset, e.Problem)
}

// Decode reads one term in the external term format, as binary_to_term does, and fails if bytes are left over.
//
// The input is taken for hostile: lengths that it claims reserve no memory, nesting is bounded, and the memory used is
// at most some hundred times the input's length (the worst is a list of empty lists: one byte each on the wire, a slot
// of 16 bytes in a slice that grows).
func Decode(data []byte) (Term, error) {
	d := newDecoder(data)
	term := d.external()
	if d.err == nil && len(d.rest) > 0 {
		d.fail("%d bytes follow the term", len(d.rest))
	}
	if d.err != nil {
		return nil, d.err
	}
	return term, nil
}

// decoder reads terms one after another. It keeps the first error and then yields zero values: what it returned is of
// worth only while err is nil.
type decoder struct {
	rest  []byte
	total int
	depth int
	err   error
}

func newDecoder(data []byte) *decoder { return &decoder{rest: data, total: len(data)} }

func (d *decoder) fail(format string, arguments ...any) {
	if d.err == nil {
		d.err = &DecodeError{Offset: d.total - len(d.rest), Problem: fmt.Sprintf(format, arguments...)}
	}
}

// bytes takes the next n bytes; they are the input's own, not a copy.
func (d *decoder) bytes(n int) []byte {
	if d.err != nil {
		return nil
	}
	if n > len(d.rest) {
		d.fail("%d bytes are needed and %d are left", n, len(d.rest))
		return nil
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

func (d *decoder) text(n int) string { return string(d.bytes(n)) }

func (d *decoder) u8() uint8 {
	if b := d.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) u16() uint16 {
	if b := d.bytes(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

func (d *decoder) u32() uint32 {
	if b := d.bytes(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) u64() uint64 {
	if b := d.bytes(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// size takes a 32 bit length of something of which each item takes at least one more byte.
func (d *decoder) size() int {
	n := d.u32()
	if int64(n) > int64(len(d.rest)) {
		d.fail("a length of %d is claimed and %d bytes are left", n, len(d.rest))
		return 0
	}
	return int(n)
}

// external reads the version byte and a term.
func (d *decoder) external() Term {
	if v := d.u8(); v != version {
		d.fail("the version is %d, not %d", v, version)
		return nil
	}
	return d.term()
}

func (d *decoder) term() Term {
	if d.depth == maxDepth {
		d.fail("terms nest more than %d deep", maxDepth)
	}
	if d.err != nil {
		return nil
	}
	d.depth++
	term := d.tagged(d.u8())
	d.depth--
	return term
}

func (d *decoder) tagged(tag uint8) Term {
	switch tag {
	case tagSmallAtomUTF8:
		return d.atom(int(d.u8()))
	case tagAtomUTF8:
		return d.atom(int(d.u16()))
	case tagSmallAtom:
		return d.latin1Atom(int(d.u8()))
	case tagAtom:
		return d.latin1Atom(int(d.u16()))
	case tagSmallInt:
		return Int(d.u8())
	case tagInt:
		return Int(int32(d.u32()))
	case tagSmallBig:
		return d.bigInt(int(d.u8()))
	case tagLargeBig:
		return d.bigInt(d.size())
	case tagNewFloat:
		return d.float(math.Float64frombits(d.u64()))
	case tagFloat:
		return d.textFloat()
	case tagBinary:
		return Binary(d.text(d.size()))
	case tagBitBinary:
		return d.bitString()
	default:
		return d.compound(tag)
	}
}

func (d *decoder) atom(n int) Term {
	name := d.bytes(n)
	if !utf8.Valid(name) || utf8.RuneCount(name) > maxAtom {
		d.fail("an atom is not UTF-8, or too long")
	}
	return Atom(name)
}

func (d *decoder) latin1Atom(n int) Term {
	var name []rune
	for _, b := range d.bytes(n) {
		name = append(name, rune(b))
	}
	if len(name) > maxAtom {
		d.fail("an atom is too long")
	}
	return Atom(name)
}
