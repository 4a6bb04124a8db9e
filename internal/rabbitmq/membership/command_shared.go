package membership

import (
	"bytes"
	"context"
	"os/exec"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// shared is one run of rabbitmqctl for all calls to a node that are made at the same moment. To look at a node takes half a
// dozen calls, and as many Erlang machines keep a small host, or a busy one, from answering at all.
type shared struct {
	ctx    context.Context
	cancel context.CancelFunc
	calls  []string
	size   int
	// waiting counts the callers; the run ends with the last of them. The lock of the Command guards it.
	waiting int
	command *Command

	ended          chan struct{}
	stdout, stderr string
	err            error
	// answer is {Node, [Result]}, where one was found in what was printed; problem is why it cannot be read.
	answer  erlang.Term
	found   bool
	problem error
}

const (
	// gatherFor is much less than a run takes, and enough for calls that goroutines make side by side.
	gatherFor = 5 * time.Millisecond
	// gatherAtMost bounds the expression: Linux passes no argument longer than 128 KiB.
	gatherAtMost = 32 << 10
)

// gather has a call join the run that is about to begin, and returns the place of its result.
func (c *Command) gather(ctx context.Context, node erlang.NodeName, call string) (run *shared, at int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	run = c.gathering[node]
	if run == nil || run.size+len(call) > gatherAtMost {
		run = &shared{command: c, ended: make(chan struct{})}
		// Whoever calls first may give up before the others do.
		run.ctx, run.cancel = context.WithCancel(context.WithoutCancel(ctx))
		c.gathering[node] = run
		time.AfterFunc(c.gatherFor, func() { c.begin(run, node) })
	}
	run.calls, run.size, run.waiting = append(run.calls, call), run.size+len(call), run.waiting+1
	return run, len(run.calls) - 1
}

// begin closes the run for more calls and makes it.
func (c *Command) begin(run *shared, node erlang.NodeName) {
	c.mu.Lock()
	if c.gathering[node] == run {
		delete(c.gathering, node)
	}
	argv := c.commandLine(node, run.calls)
	c.mu.Unlock()
	defer run.cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(run.ctx, argv[0], argv[1:]...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	// ssh and the like leave children behind that hold our pipes.
	cmd.WaitDelay = time.Second
	run.err = cmd.Run()
	run.stdout, run.stderr = stdout.String(), stderr.String()
	run.answer, run.found, run.problem = readAnswer(run.stdout)
	close(run.ended)
}

// abandon ends the run when nobody waits for it any more.
func (r *shared) abandon() {
	r.command.mu.Lock()
	defer r.command.mu.Unlock()
	if r.waiting--; r.waiting == 0 {
		r.cancel()
	}
}
