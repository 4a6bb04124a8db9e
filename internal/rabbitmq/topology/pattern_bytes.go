package topology

import "fmt"

// bytes is a set of bytes: to a broker, a character class is one.
type bytes [256]bool

func among(low, high byte) (set bytes) {
	for c := int(low); c <= int(high); c++ {
		set[c] = true
	}
	return set
}

func (b bytes) with(others ...bytes) bytes {
	for _, other := range others {
		for c, in := range other {
			b[c] = b[c] || in
		}
	}
	return b
}

func (b bytes) without(other bytes) bytes {
	for c, in := range other {
		b[c] = b[c] && !in
	}
	return b
}

func (b bytes) negated() bytes { return among(0, 255).without(b) }

func single(c byte) bytes { return among(c, c) }

func each(text string) (set bytes) {
	for i := range len(text) {
		set[text[i]] = true
	}
	return set
}

// write spells the set out as a class that regexp2 reads.
func (b bytes) write() string {
	var out string
	for low := 0; low < len(b); low++ {
		if !b[low] {
			continue
		}
		high := low
		for high+1 < len(b) && b[high+1] {
			high++
		}
		out += fmt.Sprintf(`\x%02x-\x%02x`, low, high)
		low = high
	}
	if out == "" {
		return "(?!)"
	}
	return "[" + out + "]"
}

// table is what PCRE takes for letters. Measured on Erlang/OTP 25 and 29 over all bytes.
type table struct {
	upper, lower, punct, cntrl, ascii bytes
}

var (
	asciiTable = table{
		upper: among('A', 'Z'),
		lower: among('a', 'z'),
		punct: among('!', '/').with(among(':', '@'), among('[', '`'), among('{', '~')),
		cntrl: among(0, 31).with(single(127)),
		ascii: among(0, 127),
	}
	latinTable = table{
		upper: asciiTable.upper.with(among(0xC0, 0xDE)).without(single(0xD7)),
		// ª, µ and º are small letters without a capital, as are ß and ÿ.
		lower: asciiTable.lower.with(among(0xDF, 0xFF), single(0xAA), single(0xB5), single(0xBA)).without(single(0xF7)),
		punct: asciiTable.punct.with(among(0xA0, 0xBF), single(0xD7), single(0xF7)).without(each("\xAA\xB5\xBA")),
		cntrl: asciiTable.cntrl.with(among(0x80, 0x9F)),
		ascii: among(0, 255),
	}
	digits = among('0', '9')
	spaces = among(9, 13).with(single(' '))
)

// class is a POSIX class by its name, or an escape by its small letter.
func (t table) class(name string) (set bytes, known bool) {
	letters := t.upper.with(t.lower)
	switch name {
	case "alpha":
		return letters, true
	case "alnum":
		return letters.with(digits), true
	case "word", "w":
		return letters.with(digits, single('_')), true
	case "lower":
		return t.lower, true
	case "upper":
		return t.upper, true
	case "digit", "d":
		return digits, true
	case "xdigit":
		return digits.with(among('a', 'f'), among('A', 'F')), true
	case "space", "s":
		return spaces, true
	case "blank":
		return each("\t "), true
	case "h":
		return each("\t \xA0"), true
	case "v":
		return among(10, 13).with(single(0x85)), true
	case "punct":
		return t.punct, true
	case "graph":
		return letters.with(digits, t.punct), true
	case "print":
		return letters.with(digits, t.punct, single(' ')), true
	case "cntrl":
		return t.cntrl, true
	case "ascii":
		return t.ascii, true
	}
	return set, false
}

// caseless adds the other case of every letter.
func (t table) caseless(set bytes) bytes {
	const apart = 'a' - 'A'
	for c := range len(set) - apart {
		if t.upper[c] && t.lower[c+apart] {
			set[c] = set[c] || set[c+apart]
			set[c+apart] = set[c]
		}
	}
	return set
}
