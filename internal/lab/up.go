package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Up brings a lab up. It lives until [Lab.Down] or until its time to live is over; it outlives this process.
func Up(ctx context.Context, o Options) (*Lab, error) { return up(ctx, o, nil) }

// Start brings a lab up for one test and takes it down after it. Where the lab cannot be had, the test is
// skipped with the reason. Should the test's process end without cleaning up, the lab ends all the same.
func Start(t testing.TB, o Options) *Lab {
	t.Helper()
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatalf("start a lab: %v", err)
	}
	defer func() { _ = reading.Close() }()
	t.Cleanup(func() { _ = writing.Close() })
	l, err := up(t.Context(), o, reading)
	if unavailable := (*ErrUnavailable)(nil); errors.As(err, &unavailable) {
		t.Skip(unavailable.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			for _, n := range l.Nodes {
				t.Logf("%s%s", n.Name, n.bootLog())
			}
		}
		// The test's own context has ended by now.
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := l.Down(ctx); err != nil {
			t.Error(err)
		}
	})
	return l
}

func up(ctx context.Context, o Options, owner *os.File) (*Lab, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	release, err := Fetch(ctx, o.RabbitMQ)
	if err != nil {
		return nil, err
	}
	if o.Network {
		if err := NetworkUnavailable(); err != nil {
			return nil, &ErrUnavailable{Series: o.RabbitMQ, Reason: err.Error()}
		}
	}
	l, err := reserve(ctx, o, release, owner != nil)
	if err != nil {
		return nil, err
	}
	if err := l.startKeeper(ctx, owner); err != nil {
		return nil, errors.Join(err, os.RemoveAll(l.Dir))
	}
	if _, err := l.ask(ctx, request{Do: doBoot}); err != nil {
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		return nil, errors.Join(err, l.Down(limit))
	}
	return l, nil
}

// reserve makes the lab's folder and state file under a lock, so that two labs that start at the same time
// get different ports.
func reserve(ctx context.Context, o Options, release Release, owned bool) (*Lab, error) {
	dir, err := labDir(o.Name)
	if err != nil {
		return nil, err
	}
	unlock, err := lockFile(ctx, filepath.Join(filepath.Dir(dir), ".lock"))
	if err != nil {
		return nil, err
	}
	defer unlock()
	if old, err := load(dir); err == nil {
		return nil, fmt.Errorf("lab %s exists in %s (keeper alive: %t): take it down first (lab down --name %s)",
			o.Name, dir, old.Keeper.alive(), o.Name)
	}
	ports, err := FreePorts(portsNeeded(o))
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of lab %s: %w", o.Name, err)
	}
	l := newLab(o, release, dir, ports)
	l.Owned = owned
	return l, l.save()
}

func (l *Lab) startKeeper(ctx context.Context, owner *os.File) error {
	what := "start the keeper of lab " + l.Name
	log, err := os.Create(filepath.Join(l.Dir, logName))
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer func() { _ = log.Close() }()
	if owner == nil {
		if owner, err = os.Open(os.DevNull); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		defer func() { _ = owner.Close() }()
	}
	// /proc/self/exe is this executable even when its file is gone, as after `go run` and `go test`.
	cmd := exec.Command("/proc/self/exe")
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), keeperVariable+"="+l.Dir)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{owner}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if l.Network {
		inOwnNetwork(cmd)
		listeners, err := l.listenOutside()
		defer closeAll(listeners)
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		cmd.ExtraFiles = append(cmd.ExtraFiles, listeners...)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	l.Keeper = identify("keeper", cmd.Process.Pid)
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // takes the zombie away; how the keeper ended is in its log
		close(ended)
	}()
	return l.awaitKeeper(ctx, what, ended)
}

func (l *Lab) awaitKeeper(ctx context.Context, what string, ended <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	go func() {
		select {
		case <-ended:
			cancel()
		case <-ctx.Done():
		}
	}()
	// It clears the folder when it fails, and its log with it, which is held open for this.
	log, err := os.Open(filepath.Join(l.Dir, logName))
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer func() { _ = log.Close() }()
	err = poll(ctx, 10*time.Millisecond, func() error {
		conn, err := net.Dial("unix", filepath.Join(l.Dir, socketName))
		if err != nil {
			return err
		}
		return conn.Close()
	})
	if err != nil {
		said := make([]byte, 4096)
		n, _ := log.Read(said)
		return fmt.Errorf("%s: %w\n%s", what, err, strings.TrimSpace(string(said[:n])))
	}
	return nil
}

// listenOutside opens the ports of a network lab here, in the host's network.
func (l *Lab) listenOutside() (files []*os.File, err error) {
	for _, n := range l.Nodes {
		for _, port := range []int{n.AMQPPort, n.ManagementPort, n.DistributionPort, n.EpmdPort} {
			listener, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
			if err != nil {
				return files, err
			}
			f, err := listener.(*net.TCPListener).File()
			_ = listener.Close() // the file is a duplicate
			if err != nil {
				return files, err
			}
			files = append(files, f)
		}
	}
	return files, nil
}

func closeAll(files []*os.File) {
	for _, f := range files {
		_ = f.Close()
	}
}
