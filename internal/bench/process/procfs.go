package process

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of times in /proc: 1/100 s on every Linux (USER_HZ).
const tick = 10 * time.Millisecond

// CPU is the time that a running process has used so far, without that of its children.
func CPU(pid int) (time.Duration, error) {
	times, err := readStat(pid)
	return times.own, err
}

type stat struct {
	own, children time.Duration
}

func readStat(pid int) (stat, error) {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return stat{}, fmt.Errorf("read what process %d has used: %w", pid, err)
	}
	return parseStat(data)
}

// parseStat reads a line of proc(5). The second field is the command in brackets and may hold anything, so that counting
// starts after the last bracket: utime, stime, cutime and cstime are fields 14 to 17.
func parseStat(data []byte) (stat, error) {
	const first, last = 14 - 3, 17 - 3
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) <= last {
		return stat{}, fmt.Errorf("read what a process has used: %d fields after the command in %q", len(fields), data)
	}
	var times [4]time.Duration
	for i := range times {
		ticks, err := strconv.ParseInt(fields[first+i], 10, 64)
		if err != nil {
			return stat{}, fmt.Errorf("read what a process has used: %w", err)
		}
		times[i] = time.Duration(ticks) * tick
	}
	return stat{own: times[0] + times[1], children: times[2] + times[3]}, nil
}

// children of a process, by whichever of its threads started them.
func children(pid int) (pids []int) {
	lists, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*", "children"))
	for _, path := range lists {
		list, err := os.ReadFile(path)
		if err != nil {
			continue // the thread has ended
		}
		for _, text := range strings.Fields(string(list)) {
			if child, err := strconv.Atoi(text); err == nil {
				pids = append(pids, child)
			}
		}
	}
	return pids
}

// commandLine of a process, empty if it has ended.
func commandLine(pid int) string {
	line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil {
		return ""
	}
	return string(line)
}

// peakMemory is the high-water mark of a process in bytes; 0 if it has ended.
func peakMemory(pid int) int64 {
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if err != nil {
		return 0
	}
	return parsePeak(data)
}

func parsePeak(status []byte) int64 {
	const kilobyte = 1 << 10
	for line := range strings.Lines(string(status)) {
		if value, found := strings.CutPrefix(line, "VmHWM:"); found {
			size, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			if err != nil {
				return 0
			}
			return size * kilobyte
		}
	}
	return 0
}
