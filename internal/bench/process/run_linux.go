package process

import (
	"errors"
	"fmt"
	"os/exec"
	"time"

	"golang.org/x/sys/unix"
)

// Run starts a command and waits for its end. The error is that of [exec.Cmd.Wait]; the usage is good also if the
// command failed.
func Run(cmd *exec.Cmd) (Usage, error) {
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return Usage{}, err
	}
	pid := cmd.Process.Pid
	ended, peak := make(chan struct{}), make(chan int64)
	go func() { peak <- watchChildren(pid, ended) }()
	// A process that has ended keeps its times until it is waited for, and its children's apart from its own.
	err := awaitEnd(pid)
	usage := Usage{Wall: time.Since(began)}
	close(ended)
	usage.PeakChild = <-peak
	if err == nil {
		var times stat
		times, err = readStat(pid)
		usage.Own, usage.Children = times.own, times.children
	}
	return usage, errors.Join(cmd.Wait(), err)
}

// awaitEnd returns when a child has ended, and leaves it to be waited for.
func awaitEnd(pid int) error {
	for {
		var info unix.Siginfo
		switch err := unix.Waitid(unix.P_PID, pid, &info, unix.WEXITED|unix.WNOWAIT, nil); {
		case err == nil:
			return nil
		case !errors.Is(err, unix.EINTR):
			return fmt.Errorf("wait for process %d: %w", pid, err)
		}
	}
}

// watchChildren returns the greatest high-water mark among the children of a process, once that has ended.
func watchChildren(pid int, ended <-chan struct{}) (peak int64) {
	const every = 20 * time.Millisecond
	own := commandLine(pid)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ended:
			return peak
		case <-ticker.C:
			for _, child := range children(pid) {
				// Until it runs a program of its own, a child shares its parent's memory, and command line.
				if line := commandLine(child); line != "" && line != own {
					peak = max(peak, peakMemory(child))
				}
			}
		}
	}
}
