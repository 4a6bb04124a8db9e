package erlang

import "math/big"

// Term is a value of Erlang: one of the types of this file and no other. Go's own strings and numbers are no terms on
// purpose: "orders" could be an atom, a binary or a list of characters, and a node takes each for another thing.
type Term interface {
	// String writes the term in Erlang's syntax, cut short where it is long.
	String() string

	encode(*encoder)
	write(*writer)
}

// Atom is a name, at most 255 characters long. Nodes keep every atom for ever: see the package comment.
type Atom string

// Int is an integer that fits into 64 bits.
type Int int64

// BigInt is an integer of any size. Decode yields one only where Int is too small.
type BigInt struct{ Value *big.Int }

// Float is a floating point number; Erlang has neither infinities nor NaN.
type Float float64

// Binary is a row of bytes, often but not always text in UTF-8.
type Binary string

// BitString is a row of bits whose number is not a multiple of eight. Bits, 1 to 7, counts those used of the last byte,
// from its most significant one.
type BitString struct {
	Bytes string
	Bits  uint8
}

// Tuple is {A, B, ...}.
type Tuple []Term

// List is [A, B, ...]. Text in Erlang is often a list of code points: see Text and Charlist.
type List []Term

// ImproperList is [A, B | Tail], where the tail is no list.
type ImproperList struct {
	Items []Term
	Tail  Term
}

// Map is #{Key => Value}. A slice, since keys may be terms that Go cannot compare; its order means nothing.
type Map []Pair

// Pair is one entry of a Map.
type Pair struct{ Key, Value Term }

// Pid names a process of a node. Creation tells two runs of a node of one name apart.
type Pid struct {
	Node                 Atom
	ID, Serial, Creation uint32
}

// Port names a port (a socket, a file, an outside program) of a node.
type Port struct {
	Node     Atom
	ID       uint64
	Creation uint32
}

// Ref is a reference: a value that is unique in its node. The first Len words of ID are used.
type Ref struct {
	Node     Atom
	Creation uint32
	Len      uint8
	ID       [maxRefWords]uint32
}

// maxRefWords is the longest reference that a node may send to one that offers flagV4NC.
const maxRefWords = 5

// Fun is a function that was made on a node. It can be kept and handed back, nothing else.
type Fun struct{ external string }

// Export is fun Module:Function/Arity.
type Export struct {
	Module, Function Atom
	Arity            uint8
}
