package lab

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// startKeeper starts this executable once more, as the lab's keeper, and waits until it listens.
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
			listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
			if err != nil {
				return files, err
			}
			f, err := listener.File()
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
