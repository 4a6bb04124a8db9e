package membership

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
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

// printed is what rabbitmqctl prints for one result: base64 of {'rabbit@a', [ok]}.
const printed = `echo "warning: something"; echo "[rabbitmqha[g2gCdwhyYWJiaXRAYWwAAAABdwJva2o=]rabbitmqha]"; echo ok`

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
	const mark = "[rabbitmqha[g2gCdwhyYWJiaXRAYWwAAAABdwJva2o=]rabbitmqha]"
	warning := "=ESOCK WARNING MSG==== 30-Nov-2026::03:53:43.412336 ===\n[UNIX-ESSIO] Failed open sctp dynamic library: libsctp.so.1\n"
	for what, output := range map[string]string{
		"warning before":            warning + mark + "\nok\n",
		"warning after":             mark + "\nok\n" + warning,
		"warnings around":           warning + mark + "\n" + warning,
		"text in the answer's line": "banner " + mark + " trailer",
		"line breaks of Windows":    "banner\r\n[rabbitmqha[g2gCdwhyYWJiaXRA\r\nYWwAAAABdwJva2o=]rabbitmqha]\r\n",
	} {
		t.Run(what, func(t *testing.T) {
			answer, found, err := readAnswer(output)
			pair, isTuple := answer.(erlang.Tuple)
			if err != nil || !found || !isTuple || !reflect.DeepEqual(pair, erlang.Tuple{erlang.Atom("rabbit@a"), erlang.List{ok}}) {
				t.Errorf("%v, %t, %v", answer, found, err)
			}
		})
	}
	if answer, found, err := readAnswer(warning); found || err != nil {
		t.Errorf("a warning is read as an answer: %v, %v", answer, err)
	}
}

func TestCommandLine(t *testing.T) {
	call, err := callExpression("rabbit_amqqueue", "lookup", []erlang.Term{erlang.Binary("it's; $(here)")})
	if err != nil {
		t.Fatal(err)
	}
	node, err := erlang.ParseNodeName("rabbit@a")
	if err != nil {
		t.Fatal(err)
	}
	line := NewCommand([]string{"docker", "exec", "{host}", "rabbitmqctl", "-n", "{node}"}).commandLine(node, []string{call})
	if !slices.Equal(line[:6], []string{"docker", "exec", "a", "rabbitmqctl", "-n", "rabbit@a"}) || line[6] != "eval" {
		t.Errorf("%q", line)
	}
	if strings.Contains(line[7], "here") || !strings.Contains(line[7], "rpc:async_call(N, rabbit_amqqueue, lookup, ") {
		t.Errorf("the expression is %s", line[7])
	}
	// ssh hands its words to a shell; the shell here is as good as the one there.
	said := filepath.Join(t.TempDir(), "said")
	ssh := fakeCommand(t, "ssh", `shift; eval "printf '%s' $3 > `+said+`"; `+printed)
	if _, err := NewCommand([]string{ssh, "{host}", "rabbitmqctl"}).Call(t.Context(), "rabbit@a", "rabbit", "stop"); err != nil {
		t.Error(err)
	}
	stop, err := callExpression("rabbit", "stop", nil)
	if got, _ := os.ReadFile(said); err != nil || string(got) != expressionOf("rabbit@a", []string{stop}) {
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
		"ssh itself":   {`echo "jumper@a: Permission denied (publickey)." >&2; exit 255`, failed, false},
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

// A machine, container or pod that is gone is as unreachable by a command as it is over Erlang's own protocol; a program that
// cannot reach its own server, or is not let in, says nothing of the node.
func TestCommandWhoseMachineIsGone(t *testing.T) {
	t.Parallel()
	for said, unreachable := range map[string]bool{
		"ssh: connect to host a port 22: Connection refused":                                                                         true,
		"ssh: connect to host 10.0.0.7 port 2222: Connection timed out":                                                              true,
		"ssh: connect to host a.example.com port 22: No route to host":                                                               true,
		"ssh: connect to host a port 22: Operation timed out":                                                                        true,
		"ssh: Could not resolve hostname a: Name or service not known":                                                               true,
		"channel 0: open failed: connect failed: No route to host\nstdio forwarding failed\nConnection closed by UNKNOWN port 65535": true,
		"Error: No such container: a":                                                                                                true,
		"Error response from daemon: No such container: a":                                                                           true,
		"Error response from daemon: Container 6f1d2b is not running":                                                                true,
		"Error response from daemon: container 6f1d2b is not running":                                                                true,
		"Error: no container with name or ID \"a\" found: no such container":                                                         true,
		"Error: can only create exec sessions on running containers: container state improper":                                       true,
		"Error from server (NotFound): pods \"a\" not found":                                                                         true,
		"error: cannot exec into a container in a completed pod; current phase is Failed":                                            true,
		"error: unable to upgrade connection: container not found (\"rabbitmq\")":                                                    true,
		"Error from server (BadRequest): pod a does not have a host assigned":                                                        true,

		"jumper@a: Permission denied (publickey).":                                                                  false,
		"Host key verification failed.":                                                                             false,
		"kex_exchange_identification: Connection closed by remote host":                                             false,
		"Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?":         false,
		"The connection to the server localhost:8080 was refused - did you specify the right host or port?":         false,
		"Unable to connect to the server: dial tcp 127.0.0.1:6443: connect: connection refused":                     false,
		"Error from server (Forbidden): pods \"a\" is forbidden: User \"u\" cannot create resource \"pods/exec\"":   false,
		"sudo: a password is required":                                                                              false,
		"OCI runtime exec failed: exec failed: unable to start container process: exec: \"rabbitmqctl\": not found": false,
		"bash: line 1: rabbitmqctl: command not found":                                                              false,
	} {
		err := commandFailure("rabbit@a", errors.New("exit status 1"), "", said, func(err error, _ bool) error { return err })
		if Unreachable(err) != unreachable || !strings.Contains(err.Error(), strings.SplitN(said, "\n", 2)[0]) {
			t.Errorf("%s: unreachable is %t: %v", said, Unreachable(err), err)
		}
	}
}

// A broker, or whoever poses as one, must not choose what runs here.
func TestCommandRefusesANameThatIsNone(t *testing.T) {
	t.Parallel()
	for _, node := range []string{"x@-oProxyCommand=touch", "-n@a", "x@a;reboot", "x@$(reboot)", "x@a b"} {
		ran := filepath.Join(t.TempDir(), "ran")
		ssh := fakeCommand(t, "ssh", "touch "+ran)
		_, err := NewCommand([]string{ssh, "{host}", "rabbitmqctl"}).Call(t.Context(), node, "rabbit", "is_running")
		if bad := new(erlang.NodeNameError); !errors.As(err, &bad) || Unreachable(err) {
			t.Errorf("%s: %v", node, err)
		}
		if _, err := os.Stat(ran); err == nil {
			t.Errorf("%s: the command has run", node)
		}
	}
}
