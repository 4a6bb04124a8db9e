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

// FuzzServerExtraIsWords: what is added to a server adds words to its line, and changes nothing else.
func FuzzServerExtraIsWords(f *testing.F) {
	for _, seed := range []string{
		"observe layer4", "id 7", "", " ", "a\nglobal", "a\rb", "#", "a # b", "a#b", `"`, `a "b`, "a 'b", `a \`, `a\ b`, "a $HOME", "a ${HOME}", "a\tb", "a\u2028b", "\xff", "sni req.hdr(host)",
	} {
		f.Add(seed)
	}
	plainLines := strings.Split(mustRender(f, valid()), "\n")
	f.Fuzz(func(t *testing.T, words string) {
		c := valid()
		c.Listeners[0].Servers[0].Extra = []string{words, "error-limit 5"}
		resolved, problems := Resolve(c)
		if len(problems) > 0 {
			return
		}
		text, err := resolved.Render()
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if len(lines) != len(plainLines) || line != plainLines[i] && line != plainLines[i]+" "+words+" error-limit 5" {
				t.Fatalf("%q is more than words of one server:\n%s", words, text)
			}
			if got := split(t, line); line != plainLines[i] && (got[len(got)-2] != "error-limit" || len(got) != len(split(t, plainLines[i]))+2+len(strings.Fields(words))) {
				t.Fatalf("HAProxy reads %q of %q", got, line)
			}
		}
	})
}
