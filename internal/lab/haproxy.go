package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// HAProxy is the machine's haproxy, running with a configuration of the caller. It ends with this process.
type HAProxy struct {
	config  string // path of the configuration
	master  string // path of the master's socket
	binary  string
	thread  *thread
	process *process
	output  *lockedBuffer
	stop    sync.Once
}

// StartHAProxy writes the configuration into dir and starts haproxy on it. It returns when a worker serves,
// and an [ErrUnavailable] where haproxy is not installed.
func StartHAProxy(ctx context.Context, dir string, config string) (*HAProxy, error) {
	binary, err := findTool("haproxy")
	if err != nil {
		return nil, &ErrUnavailable{Reason: "HAProxy cannot be had on this machine: " + err.Error()}
	}
	// Not in dir, whose path may be too long for a unix socket.
	sockets, err := os.MkdirTemp("", "haproxy-")
	if err != nil {
		return nil, fmt.Errorf("start haproxy: %w", err)
	}
	h := &HAProxy{
		config: filepath.Join(dir, "haproxy.cfg"), master: filepath.Join(sockets, "master"),
		binary: binary, thread: newThread(), output: &lockedBuffer{},
	}
	if err := h.start(ctx, config); err != nil {
		return nil, errors.Join(err, h.Stop(context.WithoutCancel(ctx)))
	}
	return h, nil
}

func (h *HAProxy) start(ctx context.Context, config string) error {
	if err := h.accept(ctx, config); err != nil {
		return err
	}
	// Master and worker, in the foreground: a reload then is what it is in production.
	cmd := exec.Command(h.binary, "-W", "-db", "-f", h.config, "-S", h.master)
	cmd.Stdout, cmd.Stderr = h.output, h.output
	process, err := h.thread.start("haproxy", cmd)
	if err != nil {
		return err
	}
	h.process = process
	return h.await(ctx, "start", nil)
}

// accept lets haproxy itself judge the configuration, before a running one is disturbed.
func (h *HAProxy) accept(ctx context.Context, config string) error {
	candidate := h.config + ".new"
	if err := os.WriteFile(candidate, []byte(config), 0o600); err != nil {
		return fmt.Errorf("write the configuration of haproxy: %w", err)
	}
	if _, err := h.thread.run(ctx, "check the configuration of haproxy", exec.Command(h.binary, "-c", "-f", candidate)); err != nil {
		return err
	}
	return os.Rename(candidate, h.config)
}

// Reload makes haproxy go on with another configuration. It returns when a new worker serves; the old one
// finishes the connections it has. A configuration that haproxy refuses changes nothing.
func (h *HAProxy) Reload(ctx context.Context, config string) error {
	before, err := h.workers(ctx)
	if err != nil {
		return fmt.Errorf("reload haproxy: %w", err)
	}
	if err := h.accept(ctx, config); err != nil {
		return fmt.Errorf("reload haproxy: %w", err)
	}
	if err := h.process.signal(syscall.SIGUSR2); err != nil {
		return fmt.Errorf("reload haproxy: %w", err)
	}
	return h.await(ctx, "reload", before)
}

// await asks the master until it has a worker that it did not have before.
func (h *HAProxy) await(ctx context.Context, what string, before []string) error {
	limit, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	limit, cancelToo := whileRunning(limit, h.process)
	defer cancelToo()
	err := poll(limit, 20*time.Millisecond, func() error {
		now, err := h.workers(limit)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(now, func(pid string) bool { return !slices.Contains(before, pid) })
		if i < 0 {
			return fmt.Errorf("no new worker yet, there is %v", now)
		}
		// From HAProxy 3.1 on a worker is listed before it listens; it answers when it does.
		info, err := h.ask(limit, "@!"+now[i]+" show info")
		if err == nil && !strings.Contains(info, "Pid: "+now[i]+"\n") {
			err = fmt.Errorf("worker %s answers %q", now[i], info)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("%s haproxy: %w: %w\n%s", what, context.Cause(limit), err, h.Output())
	}
	return nil
}

// Output is everything haproxy has printed so far.
func (h *HAProxy) Output() string { return h.output.String() }

// Stop ends haproxy and all its workers. To stop it twice is no error.
func (h *HAProxy) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var err error
	if h.process != nil {
		if err = h.process.end(ctx); err != nil {
			err = fmt.Errorf("stop haproxy: %w", err)
		}
	}
	h.stop.Do(func() {
		h.thread.close()
		err = errors.Join(err, os.RemoveAll(filepath.Dir(h.master)))
	})
	return err
}
