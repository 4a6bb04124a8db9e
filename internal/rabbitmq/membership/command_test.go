package membership

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// fakeCommand is a script in the place of ssh, docker or kubectl with rabbitmqctl behind it.
func fakeCommand(t *testing.T, program, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), program)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// printed is what rabbitmqctl prints for a result: base64 of {'rabbit@a', ok}.
const printed = `echo "warning: something"; echo "[rabbitmqha[g2gCdwhyYWJiaXRAYXcCb2s=]rabbitmqha]"; echo ok`

func TestCommandCalls(t *testing.T) {
	program := fakeCommand(t, "docker", `printf '%s\n' "$@" > "`+t.TempDir()+`/said" && `+printed)
	answer, err := NewCommand([]string{program, "exec", "{host}", "rabbitmqctl", "-n", "{node}"}).
		Call(t.Context(), "rabbit@a", "rabbit", "is_running")
	if err != nil || answer != ok {
		t.Errorf("%v, %v", answer, err)
	}
	_, err = NewCommand([]string{program}).Call(t.Context(), "rabbit@b", "rabbit", "stop")
	var other *erlang.NameMismatchError
	if !errors.As(err, &other) || Unreachable(err) {
		t.Errorf("another node answered: %v", err)
	}
}

// What rabbitmqctl prints around an answer is not its own: Erlang 29 begins with a warning where it misses libsctp, ssh has
// banners, and rabbitmqctl ends with its own notes.
func TestCommandAnswerBetweenOtherOutput(t *testing.T) {
	const mark = "[rabbitmqha[g2gCdwhyYWJiaXRAYXcCb2s=]rabbitmqha]"
	warning := "=ESOCK WARNING MSG==== 30-Nov-2026::03:53:43.412336 ===\n[UNIX-ESSIO] Failed open sctp dynamic library: libsctp.so.1\n"
	for what, output := range map[string]string{
		"warning before":            warning + mark + "\nok\n",
		"warning after":             mark + "\nok\n" + warning,
		"warnings around":           warning + mark + "\n" + warning,
		"text in the answer's line": "banner " + mark + " trailer",
		"line breaks of Windows":    "banner\r\n[rabbitmqha[g2gCdwhyYWJiaXRA\r\nYXcCb2s=]rabbitmqha]\r\n",
	} {
		t.Run(what, func(t *testing.T) {
			answer, found, err := readAnswer(output)
			pair, isTuple := answer.(erlang.Tuple)
			if err != nil || !found || !isTuple || !slices.Equal(pair, erlang.Tuple{erlang.Atom("rabbit@a"), ok}) {
				t.Errorf("%v, %t, %v", answer, found, err)
			}
		})
	}
	if answer, found, err := readAnswer(warning); found || err != nil {
		t.Errorf("a warning is read as an answer: %v, %v", answer, err)
	}
}

func TestCommandLine(t *testing.T) {
	line, err := NewCommand([]string{"docker", "exec", "{host}", "rabbitmqctl", "-n", "{node}"}).
		commandLine("rabbit@a", "rabbit_amqqueue", "lookup", []erlang.Term{erlang.Binary("it's; $(here)")})
	if err != nil || !slices.Equal(line[:6], []string{"docker", "exec", "a", "rabbitmqctl", "-n", "rabbit@a"}) || line[6] != "eval" {
		t.Errorf("%q, %v", line, err)
	}
	if strings.Contains(line[7], "here") || !strings.Contains(line[7], "rpc:call(N, rabbit_amqqueue, lookup, ") {
		t.Errorf("the expression is %s", line[7])
	}
	// ssh hands its words to a shell; the shell here is as good as the one there.
	said := filepath.Join(t.TempDir(), "said")
	ssh := fakeCommand(t, "ssh", `shift; eval "printf '%s' $3 > `+said+`"; `+printed)
	if _, err := NewCommand([]string{ssh, "{host}", "rabbitmqctl"}).Call(t.Context(), "rabbit@a", "rabbit", "stop"); err != nil {
		t.Error(err)
	}
	want, err := expressionOf("rabbit@a", "rabbit", "stop", nil)
	if got, _ := os.ReadFile(said); err != nil || string(got) != want {
		t.Errorf("the other side reads %s", got)
	}
}

func TestCommandFailures(t *testing.T) {
	cookie, unregistered, unreachable := new(*erlang.CookieError), new(*erlang.NotRegisteredError), new(*erlang.UnreachableError)
	failed := new(*CommandError)
	for what, test := range map[string]struct {
		script      string
		target      any
		unreachable bool
	}{
		"node down":    {`echo "epmd reports: node 'rabbit' not running at all" >&2; exit 69`, unregistered, true},
		"wrong cookie": {`echo "  * TCP connection succeeded but Erlang distribution failed" >&2; exit 69`, cookie, false},
		"no host":      {`echo "Error: unable to perform an operation on node 'rabbit@a'." >&2; exit 69`, unreachable, true},
		"usage":        {`echo "Error: usage" >&2; exit 64`, failed, false},
		"ssh itself":   {`echo "ssh: connect to host a port 22: Connection refused" >&2; exit 255`, failed, false},
		"no result":    {`echo ok`, failed, false},
	} {
		t.Run(what, func(t *testing.T) {
			command := NewCommand([]string{fakeCommand(t, "rabbitmqctl", test.script)})
			_, err := command.Call(t.Context(), "rabbit@a", "rabbit", "is_running")
			if !errors.As(err, test.target) || Unreachable(err) != test.unreachable || !errors.As(err, failed) {
				t.Errorf("the error is: %v", err)
			}
		})
	}
	_, err := NewCommand([]string{"/nowhere/rabbitmqctl"}).Call(t.Context(), "rabbit@a", "rabbit", "is_running")
	var call *erlang.CallError
	if !errors.As(err, &call) || call.MayRun {
		t.Errorf("the error is: %v", err)
	}
}
