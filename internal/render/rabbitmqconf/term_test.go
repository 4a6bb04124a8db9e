package rabbitmqconf

import (
	"strings"
	"testing"
)

func TestTerm(t *testing.T) {
	for text, want := range map[string]string{
		"1": "1", " -1.5e10\n": "-1.5e10", "16#ff": "16#ff", "true": "true", "'a b'": "'a b'", `"a\"b"`: `"a\"b"`, "[]": "[]", "{ }": "{}",
		"[a,{b,1}]": "[a, {b, 1}]", `<<"a">>`: `<<"a">>`, "<<1,255>>": "<<1, 255>>", "<<>>": "<<>>", "#{}": "#{}", "#{a=>1,b => [2]}": "#{a => 1, b => [2]}",
		`<<"a"/utf8, 0>>`: `<<"a"/utf8, 0>>`,
	} {
		if got, err := term(text); err != nil || got != want {
			t.Errorf("%q: got %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "1.", "A", "_", "f()", "a b", "[a", "a]", "[a,]", "{a,}", "[a|b]", "fun", "end", "1a", "'a", `"a`, "'a\nb'", "<<256>>", "<<a>>", "<<'a'>>",
		"#{a}", "#a", "%x", "a%x", "1 2", "$a", "é", "'é'", `"\x{41}"`, "a,b", "]}].\n[", strings.Repeat("[", 100) + strings.Repeat("]", 100), `"a"/utf8`, "a=>b",
	} {
		if got, err := term(text); err == nil {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
