package topology

import (
	"strings"
	"testing"
)

// matching are patterns and names with what re:run answers on Erlang/OTP 25 and 29.
var matching = []struct {
	pattern, name string
	want          bool
}{
	{"", "anything", true},
	{"", "", true},
	{".*", "", true},
	{"^celery", "celery@host", true},
	{"^celery", "my-celery", false},
	{"celery", "my-celery-2", true},
	{`^reporting\.`, "reporting.daily", true},
	{`^reporting\.`, "reporting-daily", false},
	{`^(?!amq\.).*`, "amq.gen-1", false},
	{`^(?!amq\.).*`, "orders", true},
	{`^(?!celeryev\.|.*\.reply\.)`, "a.reply.b", false},
	{`(?<!dead)letter$`, "deadletter", false},
	{`(?<!dead)letter$`, "loveletter", true},
	{"^a{2,}$", "aaa", true},
	{"^a{2}$", "aaa", false},
	{"a{b}", "a{b}", true},
	{"]", "a]", true},
	{"^[]a]+$", "a]a", true},
	{"^[^]a]$", "]", false},
	{`^[a\-z]+$`, "a-z", true},
	{`^[a-]+$`, "a-", true},
	{"^[[:alpha:]]+$", "Abc", true},
	{"^[[:^alpha:]]+$", "a", false},
	{`^[\d\s]+$`, "1 2", true},
	{`^a++ab$`, "aaab", false},
	{`^(?>a+)b$`, "aaab", true},
	{`^a*?b$`, "aab", true},
	{`^(a|b)\1$`, "aa", true},
	{`^(a|b)\1$`, "ab", false},
	{`^(?<n>a)(?P<m>b)\2$`, "abb", true},
	{"(?i)^celery$", "CeLeRy", true},
	{"(?i:c)elery", "Celery", true},
	{"(?i:c)elery", "CELERY", false},
	{"(a(?i)b|c)", "C", true},
	{"(?i)[^a]", "A", false},
	{"(?i)a(?-i)b", "AB", false},
	{"(?#note)a(?#more)+$", "aa", true},
	{`^\Qa.b*\E+$`, "a.b**", true},
	{`^\x41\x{42}$`, "AB", true},
	{`^a\tb$`, "a\tb", true},
	{`\bqueue\b`, "my.queue.1", true},
	{`\bqueue\b`, "queues", false},
	{`a\Bb`, "ab", true},
	{"a$", "a\n", true},
	{`a\z`, "a\n", false},
	{"a.b", "a\nb", false},
	{"(?s)a.b", "a\nb", true},
	// Names are bytes to the broker.
	{"^..$", "é", true},
	{"^.$", "é", false},
	{"é+$", "éé", true},
	{"^é+$", "éé", false},
	{"^[é-ü]", "ö", true},
	{"^zähler/%2F @x$", "zähler/%2F @x", true},
}

func TestPatternMatches(t *testing.T) {
	for _, row := range matching {
		pattern, err := NewPattern(row.pattern)
		if err != nil {
			t.Errorf("%q: %v", row.pattern, err)
			continue
		}
		if got, err := pattern.Matches(row.name); err != nil || got != row.want {
			t.Errorf("%q on %q: got %v, %v, want %v", row.pattern, row.name, got, err, row.want)
		}
	}
}

func TestPatternIsNotGuessedAt(t *testing.T) {
	for pattern, want := range map[string]string{
		"*":             `character 1: "*" repeats nothing; write .* for any text, \* for the character itself`,
		"a(?R)?":        `character 2: "(?R" cannot be judged without a broker`,
		"é(?|a|b)":      `character 2: "(?|" cannot be judged without a broker`,
		"(*FAIL)|a":     `character 1: "(*F" cannot be judged without a broker`,
		"(?x) a":        `character 1: "(?x" cannot be judged without a broker`,
		"(?m)^a":        `character 1: "(?m" cannot be judged without a broker`,
		`a\Kb`:          `character 2: "\\K" cannot be judged without a broker`,
		`\p{L}`:         `character 1: "\\p" cannot be judged without a broker`,
		`\R`:            `character 1: "\\R" cannot be judged without a broker`,
		`\012`:          `character 1: "\\0" cannot be judged without a broker`,
		`(a)\2`:         `character 4: "\\2" cannot be judged without a broker`,
		"(?<n>a)(?P=n)": `character 8: "(?P" cannot be judged without a broker`,
		"a{,5}":         `character 2: "{,5}", a count to Erlang/OTP 28 and newer and text to older ones, cannot be judged`,
		"(?=a)*":        `character 6: a repeated assertion cannot be judged`,
		"(?<=a+)b":      `character 6: a look-behind of no fixed length cannot be judged`,
		"(?<=(a|bc))d":  `character 7: a choice in a group of a look-behind cannot be judged`,
		`[\w-z]`:        `character 4: this range cannot be judged`,
		`[[.a.]]`:       `character 2: "[." in a character class cannot be judged`,
	} {
		_, err := NewPattern(pattern)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q:\n got %v\nwant %s", pattern, err, want)
		}
	}
}

// What brokers on old and new Erlang answer differently is no answer.
func TestPatternThatDependsOnTheBroker(t *testing.T) {
	for pattern, name := range map[string]string{`^\w+$`: "ê", "(?i)^Ã": "ダ", "^[[:alpha:]]+$": "õ", `^\bú\B`: "úa"} {
		p, err := NewPattern(pattern)
		if err != nil {
			t.Error(err)
			continue
		}
		if _, err := p.Matches(name); err == nil || !strings.Contains(err.Error(), "depends on the broker's Erlang/OTP") {
			t.Errorf("%q on %q: %v", pattern, name, err)
		}
		if got, err := p.Matches("."); err != nil || got {
			t.Errorf("%q: %v, %v", pattern, got, err)
		}
	}
}

func TestPatternThatNeverEnds(t *testing.T) {
	p, err := NewPattern(`^(a+)+$`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Matches(strings.Repeat("a", 60) + "!"); err == nil || !strings.Contains(err.Error(), "repetitions within repetitions") {
		t.Error(err)
	}
}

func FuzzPattern(f *testing.F) {
	for _, row := range matching {
		f.Add(row.pattern, row.name)
	}
	f.Fuzz(func(_ *testing.T, pattern, name string) {
		if p, err := NewPattern(pattern); err == nil {
			_, _ = p.Matches(name)
		}
	})
}
