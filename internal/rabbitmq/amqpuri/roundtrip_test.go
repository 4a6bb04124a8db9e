package amqpuri

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever can be written is read back as it was, and whatever is read is written the same way ever after.
func TestRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("aZ0-._~%/:@?#[]&=+ !$'()*,;\"<>\\^`{|}é漢😀\x00\n\x7f")
	text := func() string {
		out := make([]rune, random.IntN(6))
		for i := range out {
			out[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(out)
	}
	maybe := func() *string {
		if random.IntN(3) == 0 {
			return nil
		}
		return ptr(text())
	}
	for range 20000 {
		u := URI{Scheme: []string{SchemePlain, SchemeTLS}[random.IntN(2)], Username: maybe(), Vhost: maybe()}
		u.Host = []string{"", "rabbit1", "::1", "fe80::1%eth0", "192.0.2.1", "r-1.example", "bücher.example"}[random.IntN(7)]
		if u.Username != nil {
			u.Password = maybe()
		}
		if u.Host != "" && random.IntN(2) == 0 {
			u.Port = ptr(1 + random.Int64N(65535))
		}
		for range random.IntN(3) {
			if u.Query == nil {
				u.Query = map[string][]string{}
			}
			name := "k" + text()
			u.Query[name] = append(u.Query[name], text())
		}
		if err := u.Validate(); err != nil {
			t.Fatalf("%+v: %v", u, err)
		}
		got, err := Parse(u.String())
		if diff := cmp.Diff(u, got); err != nil || diff != "" {
			t.Fatalf("%s: %v\n%s", u, err, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, row := range written {
		f.Add(row.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(u.String())
		if diff := cmp.Diff(u, again); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", text, err, diff)
		}
	})
}
