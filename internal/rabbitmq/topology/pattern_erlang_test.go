package topology

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// matchScript reads pairs of pattern and name in hexadecimal, one a line, and answers "match", "nomatch" or "error".
const matchScript = `#!/usr/bin/env escript
main(_) -> loop().
loop() ->
  case io:get_line("") of
    eof -> ok;
    Line ->
      [_, P, N] = [binary:decode_hex(list_to_binary(X)) || X <- string:split("00" ++ string:trim(Line, trailing, "\n"), " ", all)],
      io:put_chars(try atom_to_list(re:run(N, P, [{capture, none}])) catch _:_ -> "error" end ++ "\n"),
      loop()
  end.
`

// run asks a real Erlang, where one is installed, about pairs of pattern and name.
func run(t *testing.T, pairs [][2]string) []string {
	t.Helper()
	escript, err := exec.LookPath("escript")
	if err != nil {
		t.Skip("no escript on this machine")
	}
	file := filepath.Join(t.TempDir(), "match.escript")
	if err := os.WriteFile(file, []byte(matchScript), 0o600); err != nil {
		t.Fatal(err)
	}
	var input strings.Builder
	for _, pair := range pairs {
		fmt.Fprintf(&input, " %s %s\n", hex.EncodeToString([]byte(pair[0])), hex.EncodeToString([]byte(pair[1])))
	}
	cmd := exec.Command(escript, file)
	cmd.Env = append(os.Environ(), "ERL_CRASH_DUMP_SECONDS=0")
	cmd.Stdin = strings.NewReader(input.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("escript: %v", err)
	}
	var answers []string
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		answers = append(answers, lines.Text())
	}
	if len(answers) != len(pairs) {
		t.Fatalf("asked about %d pairs, got %d answers", len(pairs), len(answers))
	}
	return answers
}

func TestMatchingTableAgreesWithErlang(t *testing.T) {
	pairs := make([][2]string, len(matching))
	for i, row := range matching {
		pairs[i] = [2]string{row.pattern, row.name}
	}
	for i, answer := range run(t, pairs) {
		if got := answer == "match"; got != matching[i].want || answer == "error" {
			t.Errorf("%q on %q: Erlang says %s", matching[i].pattern, matching[i].name, answer)
		}
	}
}

// Where there is an answer at all it is Erlang's. Set SEED for other patterns than the usual ones.
func TestPatternNeverDisagreesWithErlang(t *testing.T) {
	pieces := []string{"a", "b", "A", "-", "^", "$", ".", "*", "+", "?", "{2}", "{0,1}", "{1,}", "|", "(", ")", "(", ")", "(?:", "(?=", "(?!",
		"(?<!", "(?<=", "(?>", "(?i)", "(?-i)", "(?s)", "(?i:", "(?#x)", "(?<n>", "[", "[^", "]", "[a-b]", "[^a]", "[[:alpha:]]", "[[:^upper:]]", `[\w-]`,
		`[\d.]`, `\.`, `\d`, `\W`, `\w`, `\s`, `\b`, `\B`, `\A`, `\z`, `\Z`, `\Qa+\E`, `\1`, `\x61`, `\x{e9}`, `\h`, `\V`, `\N`, "é", "É", "\n", " ", "#", "]", "}", "{", "_", "++", "*?"}
	letters := []string{"a", "b", "A", "B", "é", "É", "-", ".", "\n", " ", "_", "1", "+", "]", "{", "\xe9", "\xb5", "\xff", "\xaa"}
	seed := uint64(7)
	if text := os.Getenv("SEED"); text != "" {
		_, _ = fmt.Sscan(text, &seed)
	}
	random := rand.New(rand.NewPCG(seed, 2))
	some := func(from []string, most int) (text string) {
		for range random.IntN(most + 1) {
			text += from[random.IntN(len(from))]
		}
		return text
	}
	var pairs [][2]string
	for range 3000 {
		pattern := some(pieces, 7)
		for range 3 {
			pairs = append(pairs, [2]string{pattern, some(letters, 5)})
		}
	}
	counts := map[string]int{}
	for i, answer := range run(t, pairs) {
		pattern, err := NewPattern(pairs[i][0])
		if err != nil {
			counts["not judged"]++
			continue
		}
		got, err := pattern.Matches(pairs[i][1])
		if err != nil {
			counts["depends"]++
			continue
		}
		counts[answer]++
		if answer != map[bool]string{true: "match", false: "nomatch"}[got] {
			t.Errorf("%q on %q: Erlang says %s, Matches %v", pairs[i][0], pairs[i][1], answer, got)
		}
	}
	if counts["match"] < 1000 || counts["nomatch"] < 1000 || counts["depends"] < 20 {
		t.Errorf("the test has lost its teeth: %v", counts)
	}
	t.Log(counts)
}
