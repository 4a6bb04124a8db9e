package erlang

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

func (d *decoder) bigInt(n int) Term {
	negative := d.u8() != 0
	magnitude := slices.Clone(d.bytes(n))
	slices.Reverse(magnitude)
	value := new(big.Int).SetBytes(magnitude)
	if negative {
		value.Neg(value)
	}
	if value.IsInt64() {
		return Int(value.Int64())
	}
	return BigInt{value}
}

func (d *decoder) float(f float64) Term {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		d.fail("a float is no finite number")
	}
	return Float(f)
}

// textFloat reads the float of old: "%.20e" in 31 bytes that zeros fill up.
func (d *decoder) textFloat() Term {
	const width = 31
	text, _, _ := strings.Cut(d.text(width), "\x00")
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		d.fail("%q is no float", text)
	}
	return d.float(f)
}

func (d *decoder) bitString() Term {
	const whole = 8
	n, bits := d.size(), d.u8()
	b := slices.Clone(d.bytes(n))
	switch {
	case d.err != nil:
		return nil
	case bits == whole:
		// The format allows it, though a node writes whole bytes as a binary.
		return Binary(b)
	case bits < 1 || bits > whole || n == 0:
		d.fail("a bit string of %d bytes cannot use %d bits of the last", n, bits)
		return nil
	}
	// Bits beyond the last used one are noise; two equal bit strings shall be equal.
	b[n-1] &= 0xff << (whole - bits)
	return BitString{Bytes: string(b), Bits: bits}
}
