package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// thread runs functions on one operating-system thread that lives as long as this process. The kernel sends
// the parent-death signal when the thread that started a child ends, not the process, and a network
// namespace belongs to a thread: Go's own choice of threads is good for neither.
type thread struct{ jobs chan func() }

func newThread() *thread {
	t := &thread{jobs: make(chan func())}
	go func() {
		runtime.LockOSThread()
		for job := range t.jobs {
			job()
		}
	}()
	return t
}

func (t *thread) do(f func() error) error {
	done := make(chan error, 1)
	t.jobs <- func() { done <- f() }
	return <-done
}

// process is a child of this process, in a session of its own.
type process struct {
	Process
	done chan struct{} // closed when the child has ended
	err  error         // how it ended; valid after done
}

// close ends the thread, and with it, by their parent-death signal, the children it started.
func (t *thread) close() { close(t.jobs) }

func (t *thread) start(what string, cmd *exec.Cmd) (*process, error) {
	cmd.SysProcAttr = childAttributes()
	// A grandchild may keep the pipe of the output open after the child is gone.
	cmd.WaitDelay = time.Second
	if err := t.do(cmd.Start); err != nil {
		return nil, fmt.Errorf("start %s: %w", what, err)
	}
	p := &process{Process: identify(what, cmd.Process.Pid), done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

func (p *process) running() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// endedError says that a child has ended. How may be nil: it ended without a complaint, but it ended.
type endedError struct {
	what string
	how  error
}

func (e *endedError) Error() string { return fmt.Sprintf("%s ended: %v", e.what, e.how) }

func (e *endedError) Unwrap() error { return e.how }

// whileRunning derives a context that ends with the child at the latest, and then says so as its cause.
func whileRunning(ctx context.Context, p *process) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	go func() {
		select {
		case <-p.done:
			cancel(&endedError{what: p.What, how: p.err})
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(nil) }
}

func (p *process) signal(s syscall.Signal) error {
	if !p.running() {
		return fmt.Errorf("%s is not running", p.What)
	}
	return syscall.Kill(p.PID, s)
}

// end kills the child and everything below it, and waits until nothing is left. What is below is looked up
// first: an Erlang machine's helpers live in sessions of their own, and lose their parent with it.
func (p *process) end(ctx context.Context) error {
	var below []Process
	if p.running() {
		below = descendants(p.PID)
	}
	return poll(ctx, 10*time.Millisecond, func() error {
		if p.running() {
			_ = syscall.Kill(p.PID, syscall.SIGKILL)
		}
		left := 0
		for _, d := range below {
			if d.alive() {
				left++
				_ = syscall.Kill(d.PID, syscall.SIGKILL)
			}
			// An orphan becomes this process's child, see adoptOrphans; otherwise this is refused.
			_, _ = syscall.Wait4(d.PID, nil, syscall.WNOHANG, nil)
		}
		if p.running() || left > 0 {
			return fmt.Errorf("%s (process %d, and %d below it) is still there after SIGKILL", p.What, p.PID, left)
		}
		return nil
	})
}

// run starts a command on the thread, waits for it, and returns its output, which is in the error, too.
func (t *thread) run(ctx context.Context, what string, cmd *exec.Cmd) (string, error) {
	var out lockedBuffer
	cmd.Stdout, cmd.Stderr = &out, &out
	p, err := t.start(what, cmd)
	if err != nil {
		return "", err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		// The caller's time is up; ending the command has its own, short, limit.
		grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		return "", fmt.Errorf("%s: %w", what, errors.Join(ctx.Err(), p.end(grace)))
	}
	if p.err != nil {
		return out.String(), fmt.Errorf("%s: %w\n%s", what, p.err, strings.TrimSpace(out.String()))
	}
	return out.String(), nil
}

// lockedBuffer collects output that is read while the program still writes.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
