package topology

import (
	"regexp"
	"testing"
)

var goodPatterns = []string{
	"", ".*", "^", `^celery`, `^reporting\.`, "^(?!amq\\.).*", `a{2,}`, "a{,5}", "a{1001}", "a{000003}", "(?x) a++ # ( comment", "é+", "[]a]", "[^]a]", "(?i)celery", "[é-ü]",
	"(?<n>a)(?P=n)", `\x{41}`, `\x41`, "[[:alpha:]-]", "(?>a+)b", "(?<=a)b", "(?#note)a", "(?x) a # ( comment",
	"a++", "a*+", "a{2}+", `a\Kb`, "a(?R)?", "(?<n>a)(?&n)", "(?|a|b)", "(*FAIL)|a", "(*UTF8)é", `\h+`, `\R`, `\o{101}`, `(a)(?1)`,
	`\Q(\E`, `\Q[`, "(?C1)a", "(a)(?(1)b|c)", `\8`, `\_`, "[\\h-]", "(?P<n>a)(?P>n)", "(?'n'a)", "{", "a{", "a{b}", "]", "}",
}

var brokenPatterns = []struct{ pattern, want string }{
	{"*", `character 1: "*" repeats nothing; write .* for any text, \* for the character itself`},
	{"celery|*", `character 8: "*" repeats nothing; write .* for any text, \* for the character itself`},
	{"é(+)", `character 3: "+" repeats nothing; write .* for any text, \+ for the character itself`},
	{"(?:?)", `character 4: "?" repeats nothing; write .* for any text, \? for the character itself`},
	{"{2}", `character 1: "{2}" repeats nothing; write .* for any text, \{2} for the character itself`},
	{"(a", `character 1: this "(" is never closed`},
	{"a(b(c)", `character 2: this "(" is never closed`},
	{"(?=a", `character 1: this "(" is never closed`},
	{"a)", `character 2: this ")" closes nothing; write \) for the character itself`},
	{"a[b", `character 2: this "[" is never closed; write \[ for the character itself`},
	{"[]", `character 1: this "[" is never closed; write \[ for the character itself`},
	{"[z-a]", "character 2: the range z-a runs backwards; write a-z"},
	{"[é-z]", "character 2: the range é-z runs backwards; write z-é"},
	{"a{3,2}", "character 2: {3,2} counts down; write the smaller number first"},
	{"a{70000}", "character 2: {70000} counts too far; the most is 65535"},
	{`a\`, `character 2: the pattern ends in a backslash; write \\ for the character itself`},
	{"(?z)", `character 1: "(?" begins no group that PCRE knows; write \( for the character itself`},
	{"(?#a", "character 1: this comment is never closed"},
	{`\u0041`, `character 1: PCRE has no \u; write the character itself`},
	{`[\u0041]`, `character 2: PCRE has no \u; write the character itself`},
	{`a\x{100}`, `character 2: RabbitMQ matches bytes and \x{100} is more than one; write the character itself`},
	{"a**", "the pattern does not parse: invalid nested repetition operator"},
}

func TestCheckPatternAccepts(t *testing.T) {
	for _, pattern := range goodPatterns {
		if err := CheckPattern(pattern); err != nil {
			t.Errorf("%q: %v", pattern, err)
		}
	}
}

func TestCheckPatternRefuses(t *testing.T) {
	for _, row := range brokenPatterns {
		err := CheckPattern(row.pattern)
		if err == nil || err.Error() != row.want {
			t.Errorf("%q:\n got %v\nwant %s", row.pattern, err, row.want)
		}
	}
}

func FuzzCheckPattern(f *testing.F) {
	for _, pattern := range goodPatterns {
		f.Add(pattern)
	}
	for _, row := range brokenPatterns {
		f.Add(row.pattern)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := CheckPattern(text); err != nil && err.Error() == "" {
			t.Errorf("%q is refused without a reason", text)
		}
		if err := CheckPattern(regexp.QuoteMeta(text)); err != nil {
			t.Errorf("%q, quoted, is refused: %v", text, err)
		}
	})
}
