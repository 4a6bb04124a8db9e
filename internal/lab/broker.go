package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// broker is a node as its keeper sees it.
type broker struct {
	*Node
	thread *thread // in the node's network namespace, where it has one
	probe  probe
	epmd   *process // its own, where it has a network of its own

	mu     sync.Mutex
	proc   *process // nil before the first start
	paused bool
	cut    string // "", "peers" or "all"
}

// boot starts everything and waits until the lab is ready.
func (k *keeper) boot(ctx context.Context) error {
	if err := errors.Join(k.startEpmd(ctx), k.lab.prepareTLS()); err != nil {
		return err
	}
	for _, group := range k.bootGroups() {
		for _, b := range group {
			if err := k.lab.prepare(b.Node, k.lab.formation()); err != nil {
				return err
			}
			if err := k.startBroker(b); err != nil {
				return err
			}
		}
		err := each(len(group), func(i int) error { return k.awaitBroker(ctx, group[i]) })
		if err != nil {
			return err
		}
	}
	return k.form(ctx)
}

// bootGroups are the nodes that start at the same time: all of them, where that is safe. Fresh nodes of 3.8
// take no lock when they look for each other, but wait for up to a minute at random; without the wait they
// must come one by one to end in one cluster.
func (k *keeper) bootGroups() [][]*broker {
	if k.lab.Series != "3.8" || k.lab.formation() == "" {
		return [][]*broker{k.brokers}
	}
	groups := make([][]*broker, len(k.brokers))
	for i, b := range k.brokers {
		groups[i] = []*broker{b}
	}
	return groups
}

func (k *keeper) startBroker(b *broker) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	out, err := os.OpenFile(filepath.Join(b.Dir, "log", "startup"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("start %s: %w", b.Name, err)
	}
	defer func() { _ = out.Close() }()
	cmd := exec.Command(k.lab.Release.script("rabbitmq-server"))
	cmd.Dir, cmd.Env = b.Dir, k.lab.environment(b.Node)
	cmd.Stdout, cmd.Stderr = out, out
	p, err := b.thread.start(b.Name, cmd)
	if err != nil {
		return err
	}
	b.proc, b.paused = p, false
	k.started(p)
	return nil
}

// awaitBroker waits until the node answers, and no longer than it runs.
func (k *keeper) awaitBroker(ctx context.Context, b *broker) error {
	b.mu.Lock()
	proc := b.proc
	b.mu.Unlock()
	ctx, cancel := whileRunning(ctx, proc)
	defer cancel()
	err := poll(ctx, 100*time.Millisecond, func() error { return b.probe.ready(ctx) })
	if err != nil {
		return fmt.Errorf("%s (RabbitMQ %s) did not get ready: %w: %w%s",
			b.Name, k.lab.Version, context.Cause(ctx), err, b.bootLog())
	}
	return nil
}

func (b *broker) kill(ctx context.Context) error {
	b.mu.Lock()
	proc := b.proc
	b.paused = false
	b.mu.Unlock()
	if proc == nil || !proc.running() {
		return fmt.Errorf("kill %s: it is not running", b.Name)
	}
	return proc.end(ctx)
}

func (b *broker) pause() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc == nil {
		return fmt.Errorf("pause %s: it was never started", b.Name)
	}
	if err := b.proc.signal(syscall.SIGSTOP); err != nil {
		return fmt.Errorf("pause %s: %w", b.Name, err)
	}
	b.paused = true
	return nil
}

func (b *broker) resume() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc == nil || !b.paused {
		return fmt.Errorf("resume %s: it is not paused", b.Name)
	}
	if err := b.proc.signal(syscall.SIGCONT); err != nil {
		return fmt.Errorf("resume %s: %w", b.Name, err)
	}
	b.paused = false
	return nil
}

// restart starts a node that was killed; one that runs is killed first.
func (k *keeper) restart(ctx context.Context, b *broker) error {
	b.mu.Lock()
	proc := b.proc
	b.mu.Unlock()
	if proc != nil && proc.running() {
		if err := proc.end(ctx); err != nil {
			return err
		}
	}
	if err := k.startBroker(b); err != nil {
		return err
	}
	return k.awaitBroker(ctx, b)
}

func (k *keeper) status(ctx context.Context) []NodeStatus {
	all := make([]NodeStatus, len(k.brokers))
	_ = each(len(all), func(i int) error {
		all[i] = k.brokers[i].status(ctx)
		return nil
	})
	return all
}

func (b *broker) status(ctx context.Context) NodeStatus {
	b.mu.Lock()
	proc := b.proc
	s := NodeStatus{Name: b.Name, State: "ended", Cut: b.cut, API: "not asked"}
	switch {
	case proc == nil || !proc.running():
	case b.paused:
		s.PID, s.State = proc.PID, "paused"
	default:
		s.PID, s.State = proc.PID, "running"
	}
	b.mu.Unlock()
	if s.State == "running" {
		s.API = "ok"
		if err := b.probe.ready(ctx); err != nil {
			s.API = err.Error()
		}
	}
	return s
}
