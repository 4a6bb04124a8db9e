package membership

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// CommandError says that the command by which a node is reached failed, and what it printed.
type CommandError struct {
	Node string
	// ExitCode is -1 where the command could not be run at all. 64 is wrong usage, 69 a node that cannot be reached, 70
	// a fault inside rabbitmqctl; ssh itself ends with 255, and docker and kubectl with 1, 126 or 127.
	ExitCode int
	// Output is the end of what it printed, without colours.
	Output string
	Err    error
}

// Error implements error.
func (e *CommandError) Error() string {
	text := fmt.Sprintf("the command for %s failed: %v", e.Node, e.Err)
	if e.Output != "" {
		text += ": " + e.Output
	}
	return text
}

// Unwrap returns the cause.
func (e *CommandError) Unwrap() error { return e.Err }

// gone is what the programs in front of rabbitmqctl say where the machine, container or pod of the node is not there or does not
// run. What they say where they cannot reach their own server (a Docker daemon, a Kubernetes API) is not in here: that tells
// nothing of the node. (OpenSSH 6 to 10: sshconnect.c, channels.c; docker and podman exec; kubectl exec 1.20 and newer.)
var gone = regexp.MustCompile(`ssh: connect to host \S+ port \d+: ` +
	`(Connection refused|Connection timed out|Operation timed out|No route to host|Network is unreachable|Host is down|Network is down)` +
	`|ssh: Could not resolve hostname ` +
	`|channel \d+: open failed: connect failed: ` +
	`|Error( response from daemon)?: (No such container|[Cc]ontainer \S+ is not running)` +
	`|no container with name or ID|container state improper` +
	`|Error from server \(NotFound\): pods? ` +
	`|cannot exec (into|in) a (container in a completed|stopped container|stopped state)` +
	`|unable to upgrade connection: (container not found|pod does not exist)` +
	`|pod \S+ does not have a host assigned`)

var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// commandFailure maps what rabbitmqctl says to the errors that Distribution has for the same.
func commandFailure(node string, err error, stdout, stderr string, failed func(error, bool) error) error {
	if err == nil {
		err = errors.New("it printed no result")
	}
	said := strings.TrimSpace(colours.ReplaceAllString(stderr+"\n"+stdout, ""))
	code := -1
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		code = exit.ExitCode()
	}
	failure := &CommandError{Node: node, ExitCode: code, Output: ending(said), Err: err}
	// The words decide and not the code, for what is in front of rabbitmqctl may end with one of its own.
	short, _, _ := strings.Cut(node, "@")
	switch {
	case containsAny(said, "Authentication failed", "cookie from the server", "Invalid challenge", "TCP connection succeeded but Erlang distribution failed"):
		return &erlang.ConnectError{Node: node, Step: erlang.StepAck, Err: errors.Join(&erlang.CookieError{}, failure)}
	case containsAny(said, "not running at all", "other nodes on"):
		return &erlang.ConnectError{Node: node, Step: erlang.StepEpmd,
			Err: errors.Join(&erlang.NotRegisteredError{Name: short}, failure)}
	case gone.MatchString(said):
		return &erlang.ConnectError{Node: node, Step: erlang.StepDial, Err: &erlang.UnreachableError{Err: failure}}
	case containsAny(said, "unable to perform an operation on node", "unable to connect", "nodedown", "Target node is not reachable"):
		return &erlang.ConnectError{Node: node, Step: erlang.StepDial, Err: &erlang.UnreachableError{Err: failure}}
	}
	return failed(failure, code >= 0)
}

func containsAny(text string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// ending is the end of a text, where errors stand.
func ending(text string) string {
	const enough = 1500
	if len(text) > enough {
		text = "..." + strings.ToValidUTF8(text[len(text)-enough:], "")
	}
	return text
}
