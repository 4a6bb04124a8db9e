package topology

import (
	"fmt"
	"time"

	"github.com/dlclark/regexp2"
)

// matchTime bounds one match. Brokers give up as well, after a number of steps, and then take the name for one that does
// not match.
const matchTime = time.Second

// Pattern is a policy's pattern, ready to say which names it matches as Erlang would.
type Pattern struct {
	text string
	// latin matches as brokers on Erlang/OTP 27 and older do, to which the bytes above 127 are Latin-1; ascii as those on
	// OTP 28 and newer, to which they are no letters.
	latin, ascii *regexp2.Regexp
}

// NewPattern reads a pattern. The error says what is wrong with it, or what of it only a broker can judge: Go has no
// PCRE, and a guess would be worse than no answer.
func NewPattern(text string) (*Pattern, error) {
	if err := CheckPattern(text); err != nil {
		return nil, err
	}
	latin, err := translate(text, latinTable)
	if err != nil {
		return nil, err
	}
	ascii, err := translate(text, asciiTable)
	if err != nil {
		return nil, err
	}
	return &Pattern{text: text, latin: latin, ascii: ascii}, nil
}

// Matches reports whether the pattern matches a name, anywhere in it unless it begins with "^" and ends in "$". The error
// says that it depends on the broker.
func (p *Pattern) Matches(name string) (bool, error) {
	subject := make([]rune, len(name))
	for i := range len(name) {
		subject[i] = rune(name[i])
	}
	older, err := p.latin.MatchRunes(subject)
	if err != nil {
		return false, fmt.Errorf("the pattern takes longer than %s to match; avoid repetitions within repetitions", matchTime)
	}
	newer, err := p.ascii.MatchRunes(subject)
	if err != nil {
		return false, fmt.Errorf("the pattern takes longer than %s to match; avoid repetitions within repetitions", matchTime)
	}
	if older != newer {
		return false, fmt.Errorf("whether the pattern matches %q depends on the broker's Erlang/OTP: up to 27 it takes some "+
			"bytes of characters such as ê for letters of their own, from 28 on it does not. Write the characters themselves instead of "+
			"\\w, \\b, (?i) or [[:alpha:]]", name)
	}
	return newer, nil
}

// translate writes a pattern in the words of regexp2, with every character class spelt out as bytes.
func translate(text string, table table) (*regexp2.Regexp, error) {
	w := &translator{text: text, table: table}
	for w.pos < len(text) && w.err == nil {
		w.step()
	}
	if w.err != nil {
		return nil, w.err
	}
	compiled, err := regexp2.Compile(string(w.out), regexp2.None)
	if err != nil {
		return nil, fmt.Errorf("the pattern cannot be judged without a broker: %w", err)
	}
	compiled.MatchTimeout = matchTime
	return compiled, nil
}
