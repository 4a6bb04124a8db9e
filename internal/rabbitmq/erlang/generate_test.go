package erlang_test

import (
	"bytes"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// randomTerm makes a term of every type, with sizes on either side of where the format changes its tag. Atoms come
// from a few, since a real node keeps every one.
func randomTerm(r *rand.Rand, depth int) erlang.Term {
	kinds := 10
	if depth > 0 {
		kinds = 15
	}
	terms := func() []erlang.Term {
		list := make([]erlang.Term, pick(r, 0, 1, 2, 3, 17))
		for i := range list {
			list[i] = randomTerm(r, depth-1)
		}
		return list
	}
	node := erlang.Atom("some@where")
	switch r.IntN(kinds) {
	case 0:
		return randomAtom(r)
	case 1:
		edges := []int64{0, 255, 256, math.MaxInt32, math.MinInt32, math.MaxInt32 + 1, math.MinInt32 - 1, math.MaxInt64, math.MinInt64}
		return erlang.Int(edges[r.IntN(len(edges))])
	case 2:
		return erlang.Int(int64(r.Uint64()) >> r.IntN(64))
	case 3:
		n := new(big.Int).Lsh(big.NewInt(1+r.Int64N(1000)), uint(64+r.IntN(2200)))
		if r.IntN(2) == 0 {
			n.Neg(n)
		}
		return erlang.BigInt{Value: n}
	case 4:
		return erlang.Float((r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(600)-300)))
	case 5:
		return erlang.Binary(randomBytes(r))
	case 6:
		b, bits := []byte(randomBytes(r)+"x"), 1+r.IntN(7)
		b[len(b)-1] &= 0xff << (8 - bits)
		return erlang.BitString{Bytes: string(b), Bits: uint8(bits)}
	case 7:
		return erlang.Pid{Node: node, ID: r.Uint32N(1 << 15), Serial: r.Uint32N(1 << 13), Creation: r.Uint32()}
	case 8:
		ref := erlang.Ref{Node: node, Creation: r.Uint32(), Len: 3}
		ref.ID[0], ref.ID[1], ref.ID[2] = r.Uint32N(1<<18), r.Uint32(), r.Uint32()
		return ref
	case 9:
		return pick[erlang.Term](r, erlang.Port{Node: node, ID: uint64(r.Uint32N(1 << 28)), Creation: r.Uint32()},
			erlang.Export{Module: "lists", Function: "map", Arity: 2})
	case 10:
		return erlang.Tuple(terms())
	case 11:
		return erlang.List(terms())
	case 12:
		tail := randomTerm(r, 0)
		if _, proper := tail.(erlang.List); proper {
			tail = erlang.Atom("tail")
		}
		return erlang.ImproperList{Items: append(terms(), randomAtom(r)), Tail: tail}
	case 13:
		return erlang.Charlist(pick(r, "text", "Grüße, 世界", "a\"b\\c\n", "\x00\x01"))
	default:
		var m erlang.Map
		for i, value := range terms() {
			key := erlang.Term(erlang.Tuple{erlang.Int(i), randomAtom(r)})
			if r.IntN(2) == 0 {
				key = erlang.Int(i)
			}
			m = append(m, erlang.Pair{Key: key, Value: value})
		}
		return m
	}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func randomAtom(r *rand.Rand) erlang.Atom {
	long := erlang.Atom(bytes.Repeat([]byte("é"), 255))
	return pick(r, "ok", "error", "rabbit@rabbit1", "", "Upper", "it's", "end", "世界", "a b\n", `back\slash`, long)
}

func randomBytes(r *rand.Rand) string {
	b := make([]byte, pick(r, 0, 1, 7, 256, 70000/(1+r.IntN(1000))))
	for i := range b {
		b[i] = byte(r.UintN(256))
	}
	return pick(r, string(b), "plain text", "Grüße \"世界\"\n")
}

// mustEncode also sorts maps, whose order means nothing, so that equal terms give equal bytes.
func mustEncode(t testing.TB, term erlang.Term) string {
	t.Helper()
	data, err := erlang.Encode(sorted(t, term))
	if err != nil {
		t.Fatalf("%s: %v", term, err)
	}
	return string(data)
}

func sorted(t testing.TB, term erlang.Term) erlang.Term {
	all := func(terms []erlang.Term) (out []erlang.Term) {
		for _, one := range terms {
			out = append(out, sorted(t, one))
		}
		return out
	}
	switch v := term.(type) {
	case erlang.Tuple:
		return erlang.Tuple(all(v))
	case erlang.List:
		return erlang.List(all(v))
	case erlang.ImproperList:
		return erlang.ImproperList{Items: all(v.Items), Tail: sorted(t, v.Tail)}
	case erlang.Map:
		var out erlang.Map
		for _, pair := range v {
			out = append(out, erlang.Pair{Key: sorted(t, pair.Key), Value: sorted(t, pair.Value)})
		}
		slices.SortFunc(out, func(a, b erlang.Pair) int {
			return bytes.Compare([]byte(mustEncode(t, a.Key)), []byte(mustEncode(t, b.Key)))
		})
		return out
	default:
		return term
	}
}
