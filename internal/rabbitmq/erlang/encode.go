package erlang

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"unicode/utf8"
)

// Encode writes a term in the external term format, as term_to_binary does. It fails for what Erlang cannot say: a nil
// Term, a NaN, an atom of more than 255 characters, nesting beyond any sense.
func Encode(term Term) ([]byte, error) {
	return appendTerm(nil, term)
}

// appendTerm appends the version byte and the term.
func appendTerm(buf []byte, term Term) ([]byte, error) {
	e := encoder{buf: append(buf, version)}
	e.term(term)
	if e.err != nil {
		return nil, fmt.Errorf("encode an Erlang term: %w", e.err)
	}
	return e.buf, nil
}

// encoder keeps the first error; what is appended after it is never used.
type encoder struct {
	buf   []byte
	depth int
	err   error
}

func (e *encoder) fail(text string) {
	if e.err == nil {
		e.err = errors.New(text)
	}
}

func (e *encoder) u8(values ...uint8) { e.buf = append(e.buf, values...) }
func (e *encoder) u16(v uint16)       { e.buf = binary.BigEndian.AppendUint16(e.buf, v) }
func (e *encoder) u32(v uint32)       { e.buf = binary.BigEndian.AppendUint32(e.buf, v) }
func (e *encoder) u64(v uint64)       { e.buf = binary.BigEndian.AppendUint64(e.buf, v) }
func (e *encoder) text(s string)      { e.buf = append(e.buf, s...) }

// size appends a 32 bit length.
func (e *encoder) size(n int) {
	if uint64(n) > math.MaxUint32 {
		e.fail("a part is longer than the format can say")
	}
	e.u32(uint32(n))
}

func (e *encoder) term(term Term) {
	switch {
	case e.err != nil:
		return
	case term == nil:
		e.fail("a part of it is nil, which is no term")
		return
	case e.depth == maxDepth:
		e.fail("it nests too deep")
		return
	}
	e.depth++
	term.encode(e)
	e.depth--
}

func (e *encoder) terms(terms []Term) {
	for _, term := range terms {
		e.term(term)
	}
}

func (a Atom) encode(e *encoder) {
	switch {
	case !utf8.ValidString(string(a)):
		e.fail("an atom is not UTF-8")
	case utf8.RuneCountInString(string(a)) > maxAtom:
		e.fail("an atom has more than 255 characters")
	case len(a) <= math.MaxUint8:
		e.u8(tagSmallAtomUTF8, uint8(len(a)))
	default:
		e.u8(tagAtomUTF8)
		e.u16(uint16(len(a)))
	}
	e.text(string(a))
}

func (i Int) encode(e *encoder) {
	switch {
	case i >= 0 && i <= math.MaxUint8:
		e.u8(tagSmallInt, uint8(i))
	case i >= math.MinInt32 && i <= math.MaxInt32:
		e.u8(tagInt)
		e.u32(uint32(i))
	default:
		BigInt{big.NewInt(int64(i))}.encode(e)
	}
}

func (b BigInt) encode(e *encoder) {
	if b.Value == nil {
		e.fail("a BigInt has no value")
		return
	}
	if b.Value.IsInt64() && b.Value.Int64() >= math.MinInt32 && b.Value.Int64() <= math.MaxInt32 {
		// Erlang's own encoder never writes a small integer as a big one.
		Int(b.Value.Int64()).encode(e)
		return
	}
	magnitude := b.Value.Bytes()
	slices.Reverse(magnitude)
	if len(magnitude) <= math.MaxUint8 {
		e.u8(tagSmallBig, uint8(len(magnitude)))
	} else {
		e.u8(tagLargeBig)
		e.size(len(magnitude))
	}
	var sign uint8
	if b.Value.Sign() < 0 {
		sign = 1
	}
	e.u8(sign)
	e.u8(magnitude...)
}

func (f Float) encode(e *encoder) {
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		e.fail("a float is no finite number")
	}
	e.u8(tagNewFloat)
	e.u64(math.Float64bits(float64(f)))
}

func (b Binary) encode(e *encoder) {
	e.u8(tagBinary)
	e.size(len(b))
	e.text(string(b))
}

func (b BitString) encode(e *encoder) {
	if b.Bits < 1 || b.Bits > 7 || b.Bytes == "" {
		e.fail("a bit string needs bytes, and 1 to 7 bits of the last")
	}
	e.u8(tagBitBinary)
	e.size(len(b.Bytes))
	e.u8(b.Bits)
	e.text(b.Bytes)
}
