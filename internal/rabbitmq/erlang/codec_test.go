package erlang_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// What goes out comes back, for terms of all types.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		term := randomTerm(r, 4)
		data, err := erlang.Encode(term)
		if err != nil {
			t.Fatalf("%s: %v", term, err)
		}
		back, err := erlang.Decode(data)
		if err != nil {
			t.Fatalf("%s: %v", term, err)
		}
		if mustEncode(t, back) != mustEncode(t, term) {
			t.Fatalf("%s came back as %s", term, back)
		}
	}
}

// Half a term is an error wherever it is cut.
func TestTruncated(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		data, err := erlang.Encode(randomTerm(r, 2))
		if err != nil {
			t.Fatal(err)
		}
		for n := range min(len(data), 1000) {
			var at *erlang.DecodeError
			if _, err := erlang.Decode(data[:n]); !errors.As(err, &at) || at.Offset > n {
				t.Fatalf("%x: %v", data[:n], err)
			}
		}
	}
}

// The forms that no node of today sends; the text is the expected term as Erlang writes it.
func TestOldForms(t *testing.T) {
	for data, want := range map[string]string{
		"d\x00\x02ok": "ok",
		"s\x02ok":     "ok",
		"s\x01\xe9":   "'é'",
		"c1.50000000000000000000e+00\x00\x00\x00\x00\x00":           "1.5",
		"gd\x00\x03a@b\x00\x00\x00\x07\x00\x00\x00\x08\x02":         "<a@b.7.8>",
		"fd\x00\x03a@b\x00\x00\x00\x07\x02":                         "#Port<a@b.7>",
		"ed\x00\x03a@b\x00\x00\x00\x07\x02":                         "#Ref<a@b.7>",
		"r\x00\x02d\x00\x03a@b\x02\x00\x00\x00\x07\x00\x00\x00\x08": "#Ref<a@b.7.8>",
		"xw\x03a@b\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x02": "#Port<a@b.4294967296>",
		"o\x00\x00\x00\x01\x01\x05":                                 "-5",
		"n\x00\x00":                                                 "0",
		"i\x00\x00\x00\x01a\x01":                                    "{1}",
		"M\x00\x00\x00\x01\x08a":                                    `<<"a">>`,
		"M\x00\x00\x00\x02\x03\xff\xff":                             "<<255,7:3>>",
		"l\x00\x00\x00\x01a\x01l\x00\x00\x00\x01a\x02j":             "[1,2]",
		"l\x00\x00\x00\x00j":                                        "[]",
		"k\x00\x00":                                                 "[]",
	} {
		if got, err := erlang.Decode([]byte("\x83" + data)); err != nil || got.String() != want {
			t.Errorf("%q: %v, %v; want %s", data, got, err, want)
		}
	}
}

var malformed = map[string]string{
	"nothing":                 "",
	"another version":         "\x82j",
	"two terms":               "\x83jj",
	"unknown tag":             "\x83\x50\x00\x00\x00\x01x",
	"too deep":                "\x83" + strings.Repeat("h\x01", 600) + "j",
	"huge list":               "\x83l\xff\xff\xff\xffj",
	"huge tuple":              "\x83i\xff\xff\xff\xff",
	"huge map":                "\x83t\xff\xff\xff\xff",
	"huge binary":             "\x83m\xff\xff\xff\xff",
	"huge bits":               "\x83M\xff\xff\xff\xff\x01",
	"huge integer":            "\x83o\xff\xff\xff\xff\x00",
	"huge function":           "\x83p\xff\xff\xff\xff",
	"small function":          "\x83p\x00\x00\x00\x03",
	"infinite float":          "\x83F\x7f\xf0\x00\x00\x00\x00\x00\x00",
	"no float":                "\x83c" + strings.Repeat("x", 31),
	"infinite text float":     "\x83c1e999" + strings.Repeat("\x00", 26),
	"atom of bad UTF-8":       "\x83w\x01\xff",
	"atom of 256 characters":  "\x83v\x01\x00" + strings.Repeat("a", 256),
	"latin1 atom of as many":  "\x83d\x01\x00" + strings.Repeat("a", 256),
	"tail alone":              "\x83l\x00\x00\x00\x00a\x01",
	"no bits":                 "\x83M\x00\x00\x00\x01\x00a",
	"nine bits":               "\x83M\x00\x00\x00\x01\x09a",
	"bits of nothing":         "\x83M\x00\x00\x00\x00\x01",
	"reference without words": "\x83Z\x00\x00w\x01a\x00\x00\x00\x01",
	"reference of six words":  "\x83Z\x00\x06w\x01a\x00\x00\x00\x01" + strings.Repeat("x", 24),
	"process on no node":      "\x83Xa\x01" + strings.Repeat("\x00", 12),
	"export of no arity":      "\x83qw\x01aw\x01bb\x00\x00\x01\x00",
}

func TestMalformed(t *testing.T) {
	for name, data := range malformed {
		var at *erlang.DecodeError
		if got, err := erlang.Decode([]byte(data)); !errors.As(err, &at) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestWhatErlangCannotSay(t *testing.T) {
	for name, term := range map[string]erlang.Term{
		"nil":                   nil,
		"nil inside":            erlang.Tuple{erlang.Atom("a"), nil},
		"nil key":               erlang.Map{{}},
		"NaN":                   erlang.Float(math.NaN()),
		"infinity":              erlang.Float(math.Inf(-1)),
		"long atom":             erlang.Atom(strings.Repeat("a", 256)),
		"broken atom":           erlang.Atom("\xff"),
		"empty integer":         erlang.BigInt{},
		"bits of nothing":       erlang.BitString{Bits: 1},
		"eight bits":            erlang.BitString{Bytes: "a", Bits: 8},
		"tail alone":            erlang.ImproperList{Tail: erlang.Int(1)},
		"proper improper list":  erlang.ImproperList{Items: []erlang.Term{erlang.Int(1)}, Tail: erlang.List{}},
		"tail that is missing":  erlang.ImproperList{Items: []erlang.Term{erlang.Int(1)}},
		"reference of no words": erlang.Ref{Node: "a@b"},
		"reference too long":    erlang.Ref{Node: "a@b", Len: 6},
		"function of our own":   erlang.Fun{},
	} {
		if got, err := erlang.Encode(term); err == nil {
			t.Errorf("%s: %x", name, got)
		}
		_ = fmt.Sprint(term) // whatever it is, it can be printed
	}
}

func TestSmallBigIntIsAnInt(t *testing.T) {
	for _, n := range []int64{5, -5, math.MaxInt64, math.MinInt64} {
		data, err := erlang.Encode(erlang.BigInt{Value: big.NewInt(n)})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := erlang.Decode(data); err != nil || got != erlang.Term(erlang.Int(n)) {
			t.Errorf("%d: %v, %v", n, got, err)
		}
	}
}

// The memory that an input can make the decoder use is in proportion to its length, whatever lengths it claims.
func TestMemory(t *testing.T) {
	const size = 1 << 20
	claims := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	for name, body := range map[string]string{
		"list of empty lists":  "l\x00\x0f\xff\x00" + strings.Repeat("j", 0xfff00+1),
		"map of empty lists":   "t\x00\x07\xff\x00" + strings.Repeat("j", 2*0x7ff00),
		"list of empty tuples": "l\x00\x07\xff\x00" + strings.Repeat("h\x00", 0x7ff00) + "j",
		"lists that claim":     claims("l\x00\x0f\x00\x00"),
		"tuples that claim":    claims("i\x00\x0f\x00\x00"),
		"maps that claim":      claims("t\x00\x07\x00\x00"),
		"integers":             "o\x00\x0f\xff\x00\x00" + strings.Repeat("x", 0xfff00),
		"short texts":          "l\x00\x03\xff\x00" + strings.Repeat("k\x00\x01x", 0x3ff00) + "j",
		"references":           "l\x00\x01\x00\x00" + strings.Repeat("r\x00\x01w\x00\x00\x00\x00\x00\x00", 0x10000) + "j",
	} {
		data := []byte("\x83" + body)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		term, err := erlang.Decode(data)
		runtime.ReadMemStats(&after)
		if each := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(data)); each > 128 {
			t.Errorf("%s: %.0f bytes of memory for each of input", name, each)
		}
		if claimed := strings.Contains(name, "claim"); claimed != (err != nil) {
			t.Errorf("%s: %.20v, %v", name, term, err)
		}
	}
}
