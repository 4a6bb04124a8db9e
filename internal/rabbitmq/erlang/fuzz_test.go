package erlang_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"runtime/metrics"
	"slices"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// FuzzDecode holds what the decoder promises of any input: no panic, memory in proportion to the input's length, and
// a term that can be written, read again and printed.
func FuzzDecode(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		data, err := erlang.Encode(randomTerm(r, 3))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, data := range slices.Sorted(maps.Values(malformed)) {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := allocated()
		term, err := erlang.Decode(data)
		const base, each = 4 << 20, 128
		if used := allocated() - before; used > base+each*uint64(len(data)) {
			t.Errorf("%d bytes of memory for %d of input", used, len(data))
		}
		if err != nil {
			return
		}
		once, err := erlang.Encode(term)
		if err != nil {
			t.Fatalf("%s cannot be written: %v", term, err)
		}
		again, err := erlang.Decode(once)
		if err != nil {
			t.Fatalf("%s cannot be read again: %v", term, err)
		}
		if twice, err := erlang.Encode(again); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s became %s: %v", term, again, err)
		}
	})
}

// allocated is how many bytes this process has ever asked for. The number lags, and other goroutines add to it, hence
// the generous base above: TestMemory is exact, and this catches what nobody thought of.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
