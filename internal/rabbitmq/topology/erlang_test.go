package topology

import (
	"encoding/hex"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// compileScript reads patterns in hexadecimal, one a line, and answers "ok" or "error" for each.
const compileScript = `#!/usr/bin/env escript
main(_) -> loop().
loop() ->
  case io:get_line("") of
    eof -> ok;
    Line ->
      Hex = string:trim(Line),
      Pattern = case Hex of "-" -> <<>>; _ -> binary:decode_hex(list_to_binary(Hex)) end,
      io:put_chars(case re:compile(Pattern) of {ok, _} -> "ok\n"; _ -> "error\n" end),
      loop()
  end.
`

// erlang asks a real Erlang, where one is installed, whether it compiles each of the patterns.
func erlang(t *testing.T, patterns []string) []bool {
	t.Helper()
	escript, err := exec.LookPath("escript")
	if err != nil {
		t.Skip("no escript on this machine")
	}
	file := filepath.Join(t.TempDir(), "compile.escript")
	if err := os.WriteFile(file, []byte(compileScript), 0o600); err != nil {
		t.Fatal(err)
	}
	var input strings.Builder
	for _, p := range patterns {
		line := hex.EncodeToString([]byte(p))
		if line == "" {
			line = "-"
		}
		input.WriteString(line + "\n")
	}
	cmd := exec.Command(escript, file)
	cmd.Env = append(os.Environ(), "ERL_CRASH_DUMP_SECONDS=0")
	cmd.Stdin = strings.NewReader(input.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("escript: %v", err)
	}
	lines := strings.Fields(string(out))
	if len(lines) != len(patterns) {
		t.Fatalf("asked about %d patterns, got %d answers", len(patterns), len(lines))
	}
	answers := make([]bool, len(lines))
	for i, line := range lines {
		answers[i] = line == "ok"
	}
	return answers
}

// A pattern that Erlang compiles must never be refused: the user could not get past it.
func TestPatternNeverRefusesWhatErlangTakes(t *testing.T) {
	pieces := []string{"a", "-", "^", "$", ".", "*", "+", "?", "{2}", "{3,1}", "{,2}", "|", "(", ")", "(?:", "(?=", "(?<!", "(?i)",
		"(?x)", "(?|", "(?R)", "(?#", "(?<n>", "(?P=n)", "(*F)", "[", "[^", "]", "[a-z]", "z-a", "[:alpha:]", `\`, `\.`, `\d`, `\Q`, `\E`, `\K`,
		`\1`, `\x{41}`, `\x{100}`, `\u`, `\p{L}`, `\_`, "é", " ", "#", "(?", "(?-", "(?'n'", "(?1)", `\g{1}`, `\cA`, "&&", "[["}
	random := rand.New(rand.NewPCG(1, 2))
	patterns := make([]string, 20000)
	for i := range patterns {
		for range 1 + random.IntN(6) {
			patterns[i] += pieces[random.IntN(len(pieces))]
		}
	}
	refused := 0
	for i, ok := range erlang(t, patterns) {
		err := CheckPattern(patterns[i])
		if err != nil {
			refused++
		}
		if ok && err != nil {
			t.Errorf("%q: Erlang compiles it, CheckPattern says %v", patterns[i], err)
		}
	}
	if refused < 1000 {
		t.Errorf("only %d of %d patterns refused: the test has lost its teeth", refused, len(patterns))
	}
}

// What CheckPattern says of the patterns in its own tests is what Erlang says.
func TestPatternTablesAgreeWithErlang(t *testing.T) {
	var patterns []string
	for _, row := range brokenPatterns {
		patterns = append(patterns, row.pattern)
	}
	for i, ok := range erlang(t, patterns) {
		if ok {
			t.Errorf("%q: in the table of broken patterns, but Erlang compiles it", patterns[i])
		}
	}
	for i, ok := range erlang(t, goodPatterns) {
		if !ok {
			t.Errorf("%q: in the table of good patterns, but Erlang refuses it", goodPatterns[i])
		}
	}
}
