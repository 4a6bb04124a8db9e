package clientsettings

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf16"
)

// escaped writes text in printable ASCII, as Java and C# read it: a backslash before each backslash and each of special,
// and the UTF-16 code units of everything else.
func escaped(text, special string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\\' || strings.ContainsRune(special, r):
			out.WriteString(`\` + string(r))
		case r >= ' ' && r < 0x7f:
			out.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&out, `\u%04x`, unit)
			}
		}
	}
	return out.String()
}

// csharp is a string literal of C#.
func csharp(text string) string { return `"` + escaped(text, `"`) + `"` }

// text builds a program line by line. Values get into it as literals only.
type text struct{ out strings.Builder }

func (t *text) line(format string, literals ...any) {
	fmt.Fprintf(&t.out, format+"\n", literals...)
}

// passwordVariable is where the examples read the password from.
func (c Config) passwordVariable() string { return cmp.Or(c.PasswordEnv, defaultPasswordEnv) }
