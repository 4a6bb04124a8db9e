package haproxy

import (
	"slices"
	"strings"
	"testing"
)

// FuzzExtraIsOneLine: a line of one's own says what it wants, but it is one line of its own section.
func FuzzExtraIsOneLine(f *testing.F) {
	for _, seed := range []string{
		"option clitcpka", "a\nglobal", "listen x", " frontend y", "\tbackend", "# listen z", "a\rb", "", `"listen" a`, "li\\sten a", ".if 1", "a\u2028b", "\xff", "listen", "GLOBAL",
	} {
		f.Add(seed)
	}
	c := valid()
	plainLines := strings.Split(mustRender(f, c), "\n")
	f.Fuzz(func(t *testing.T, line string) {
		c := valid()
		c.ExtraGlobal, c.ExtraDefaults, c.Listeners[0].Extra = []string{line}, []string{line}, []string{line}
		resolved, problems := Resolve(c)
		if len(problems) > 0 {
			return
		}
		text, err := resolved.Render()
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(text, "\n")
		own := "    " + strings.TrimSpace(line)
		rest := slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == own })
		if len(lines) != len(plainLines)+3 || len(rest) > len(plainLines) {
			t.Fatalf("%q is not one line in each of three sections:\n%s", line, text)
		}
		if first := strings.Fields(own)[0]; slices.Contains(sections, first) {
			t.Fatalf("%q begins a section", line)
		}
	})
}
